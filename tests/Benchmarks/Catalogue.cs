using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>The benchmarks by name.</summary>
internal static class Catalogue
{
    public static IReadOnlyDictionary<string, Func<string[], Task<IReadOnlyList<Figure>>>> All { get; } =
        new Dictionary<string, Func<string[], Task<IReadOnlyList<Figure>>>>(StringComparer.Ordinal)
        {
            ["lifecycle"] = args => args.Contains("--rules") ? RulesBenchmark.RunAsync(BenchOptions.Parse([.. args.Where(arg => arg != "--rules")], messages: 30_000))
                : args.Contains("--ceiling")
                ? RawPostgresBenchmark.RunAsync(BenchOptions.Parse([.. args.Where(arg => arg != "--ceiling")], messages: 100_000))
                : One("lifecycle", BenchOptions.Parse(args), LifecycleBenchmark.RunAsync),
            ["raw-postgres"] = args => RawPostgresBenchmark.RunAsync(BenchOptions.Parse(args, messages: 100_000)),
            ["textbook"] = args => CompareAsync(BenchOptions.Parse(args)),
            ["campaign-core"] = args => One("campaign-core", BenchOptions.Parse(args), CampaignCoreBenchmark.RunAsync),
            ["campaign"] = args => CampaignSizesBenchmark.RunAsync(BenchOptions.Parse(args)),
            ["subscribers"] = args => SubscribersBenchmark.RunAsync(BenchOptions.Parse(args, messages: 50_000)),
            ["cluster"] = args => ClusterBenchmark.RunAsync(BenchOptions.Parse(args, messages: 20_000)),
            ["ledger"] = LedgerBenchmark.RunAsync,
            ["e2e"] = async args => [await EndToEndBenchmark.RunAsync(BenchOptions.Parse(args))],
            ["kannel"] = args => KannelBenchmark.RunAsync(BenchOptions.Parse(args)),
            ["receipts"] = args => ReceiptsBenchmark.RunAsync(BenchOptions.Parse(args, messages: 50_000)),
            ["import"] = args => ImportBenchmark.RunAsync(BenchOptions.Parse(args, messages: 1_000_000)),
            ["segments"] = args => SegmentsBenchmark.RunAsync(BenchOptions.Parse(args, messages: 1_000_000)),
            ["all"] = args => AllBenchmarks.RunAsync(BenchOptions.Parse(args)),
        };

    public static string Usage { get; } =
        $"""
        dotnet run -c Release --project tests/Benchmarks -- {string.Join('|', All.Keys)} [--db postgres|sqlite] [--messages N] [--in-flight N] [--json file]
          lifecycle    --ceiling measures raw-postgres beside it; --rules what quiet hours, smart sending and caps cost
          raw-postgres the rows of lifecycle by a bare loop, and lifecycle's share of that
          campaign     --sizes 10000,100000,1000000, each in a process of its own
          subscribers  --known 1000000 people in the database, --messages 50,000 to some of them unless told
          e2e          --provider sandbox instead of a lean one; --carrier smpp (sandbox)
          cluster      --silos 1,2,3 --rounds 1 --provider sandbox
          kannel       e2e beside Kannel (apt-get install kannel); --store pgsql|internal
          import       --messages are rows, 1,000,000 unless told; --only plain|consent measures one of the two
          receipts     --connections 128 (or several: 32,64,128, each with N messages), --statuses delivered | sent,delivered
          segments     --messages are people, 1,000,000 unless told
          ledger       [postgres|sqlite|both] [messages] [callers] [writers]
          all          every one of them, small, and a table
        A result that is wrong ends it with exit code 1.
        """;

    private static async Task<IReadOnlyList<Figure>> One(string name, BenchOptions options, Func<BenchOptions, Task<Measured>> run) =>
        [Figure.Of(name, options.Database, await run(options))];

    /// <summary>The textbook's design and ours, in the same run.</summary>
    public static async Task<IReadOnlyList<Figure>> CompareAsync(BenchOptions options)
    {
        var ours = await LifecycleBenchmark.RunAsync(options);
        var peer = await TextbookBenchmark.RunAsync(options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours / textbook: {ours.PerSecond / peer.PerSecond:N1} ×"));
        return
        [
            Figure.Of("lifecycle", options.Database, ours) with { Ratio = new Ratio(ours.PerSecond / peer.PerSecond, "textbook") },
            Figure.Of("textbook", options.Database, peer),
        ];
    }
}
