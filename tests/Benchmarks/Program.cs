using System.Globalization;
using Sms.Benchmarks;

string[] known = ["lifecycle", "textbook", "campaign-core", "ledger", "e2e", "import", "all"];
if (args is not [var name, ..] || !known.Contains(name))
{
    Console.WriteLine($"dotnet run -c Release --project tests/Benchmarks -- {string.Join('|', known)} [--db postgres|sqlite] [--messages N] [--in-flight N]");
    return 1;
}

var options = BenchOptions.Parse(args[1..]);
Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, server GC {System.Runtime.GCSettings.IsServerGC}");
switch (name)
{
    case "lifecycle": await LifecycleBenchmark.RunAsync(options); break;
    case "textbook":
        var ours = await LifecycleBenchmark.RunAsync(options);
        var peer = await TextbookBenchmark.RunAsync(options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours / textbook: {ours.PerSecond / peer.PerSecond:N1} ×"));
        break;
    case "ledger": return await LedgerBenchmark.RunAsync(args[1..]);
    case "e2e": await EndToEndBenchmark.RunAsync(options); break;
    case "campaign-core": await CampaignCoreBenchmark.RunAsync(options); break;
}

return 0;
