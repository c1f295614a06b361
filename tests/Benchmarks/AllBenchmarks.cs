namespace Sms.Benchmarks;

/// <summary>Every benchmark in turn, small enough for a few minutes each: a first look, and what is compared before and after a change.</summary>
internal static class AllBenchmarks
{
    private const int Lifecycle = 30_000, Textbook = 20_000, Campaign = 15_000, Ledger = 30_000, LedgerCallers = 2_000, EndToEnd = 10_000, Receipts = 10_000, Import = 50_000;
    private const int Cluster = 10_000, Subscribers = 10_000;
    private static readonly string[] Sizes = ["--sizes", "10000,50000"];
    private static readonly string[] Known = ["--known", "100000"];
    private static readonly string[] Databases = ["sqlite", "postgres"];

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        List<Figure> figures = [];
        foreach (var database in Databases)
        {
            var here = options with { Database = database };
            figures.AddRange(await LedgerBenchmark.MeasureAsync(database, Ledger, LedgerCallers, "2", rounds: 1));
            if (database == "sqlite") figures.Add(Figure.Of("lifecycle", database, await LifecycleBenchmark.RunAsync(here with { Messages = Lifecycle })));
            else figures.AddRange(await RawPostgresBenchmark.RunAsync(here with { Messages = Lifecycle }));
            figures.Add(Figure.Of("campaign-core", database, await CampaignCoreBenchmark.RunAsync(here with { Messages = Campaign })));
            figures.AddRange(await CampaignSizesBenchmark.RunAsync(here with { Settings = [.. Sizes, .. here.Settings] }));
            figures.AddRange(await SubscribersBenchmark.RunAsync(here with { Messages = Subscribers, Settings = [.. Known, .. here.Settings] }));
            figures.Add(await EndToEndBenchmark.RunAsync(here with { Messages = EndToEnd }));
            figures.AddRange(await ReceiptsBenchmark.RunAsync(here with { Messages = Receipts }));
            figures.AddRange(await ImportBenchmark.RunAsync(here with { Messages = Import }));
        }
        figures.AddRange(await ClusterBenchmark.RunAsync(options with { Messages = Cluster }));
        figures.AddRange(await Catalogue.CompareAsync(options with { Database = "postgres", Messages = Textbook }));

        Console.WriteLine();
        foreach (var figure in figures.OrderBy(figure => figure.Benchmark, StringComparer.Ordinal)) Console.WriteLine(figure);
        return figures;
    }
}
