using System.Globalization;
using Sms.Benchmarks;

// The other end of `receipts`, which starts it in a process of its own.
if (args is ["accept-only", var token])
{
    await AcceptOnlyServer.RunAsync(token);
    return 0;
}

string[] known = ["lifecycle", "textbook", "campaign-core", "ledger", "e2e", "receipts", "import", "all"];
if (args is not [var name, ..] || !known.Contains(name))
{
    Console.WriteLine(
        $"""
        dotnet run -c Release --project tests/Benchmarks -- {string.Join('|', known)} [--db postgres|sqlite] [--messages N] [--in-flight N]
          import   --messages are rows, 1,000,000 unless told; --only plain|consent measures one of the two
          receipts --connections 128 (or several: 32,64,128, each with N messages), --statuses delivered | sent,delivered
          ledger   [postgres|sqlite|both] [messages] [callers] [writers]
          all      every one of them, small, and a table
        A result that is wrong ends it with exit code 1.
        """);
    return 1;
}

Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, server GC {System.Runtime.GCSettings.IsServerGC}");
try
{
    switch (name)
    {
        case "lifecycle": await LifecycleBenchmark.RunAsync(BenchOptions.Parse(args[1..])); break;
        case "textbook":
            var ours = await LifecycleBenchmark.RunAsync(BenchOptions.Parse(args[1..]));
            var peer = await TextbookBenchmark.RunAsync(BenchOptions.Parse(args[1..]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours / textbook: {ours.PerSecond / peer.PerSecond:N1} ×"));
            break;
        case "ledger": await LedgerBenchmark.RunAsync(args[1..]); break;
        case "e2e": await EndToEndBenchmark.RunAsync(BenchOptions.Parse(args[1..])); break;
        case "receipts": await ReceiptsBenchmark.RunAsync(BenchOptions.Parse(args[1..], messages: 50_000)); break;
        case "campaign-core": await CampaignCoreBenchmark.RunAsync(BenchOptions.Parse(args[1..])); break;
        case "import": await ImportBenchmark.RunAsync(BenchOptions.Parse(args[1..], messages: 1_000_000)); break;
        case "all": await AllBenchmarks.RunAsync(BenchOptions.Parse(args[1..])); break;
    }

    return 0;
}
catch (WrongResultException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
