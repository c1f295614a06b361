using System.Globalization;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>
/// One, two, three silos on the same machine, one gateway, the provider and PostgreSQL, each a process: the same campaign, and how much of one silo's
/// throughput more of them keep. They share the processors, so more silos cannot be faster here; what is lost is what their talking to each other costs.
/// </summary>
internal static class ClusterBenchmark
{
    /// <summary>The first of those the measured campaign goes to: nobody who was texted to warm up.</summary>
    private const int FirstMeasured = 1_000_000;

    /// <param name="options">
    /// <c>--silos 1,2,3</c>; the first one is what the others are compared with. <c>--rounds 1</c>: so often each in turn, and the median counts; the speed of a machine
    /// that others use, too, changes within minutes by more than what is to be seen.
    /// </param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        var widths = (options.Take("--silos", out options) ?? "1,2,3").Split(',').Select(width => int.Parse(width, CultureInfo.InvariantCulture)).ToArray();
        var rounds = int.Parse(options.Take("--rounds", out options) ?? "1", CultureInfo.InvariantCulture);
        var lean = options.Take("--provider", out options) is not "sandbox";
        await using var server = await PostgresServer.StartAsync();
        List<Figure[]> all = [];
        for (var round = 0; round < rounds; round++)
        {
            var figures = new Figure[widths.Length];
            for (var i = 0; i < widths.Length; i++)
            {
                var figure = await MeasureAsync(server, widths[i], lean, options);
                figures[i] = i == 0 ? figure : figure with { Ratio = new Ratio(figure.PerSecond / figures[0].PerSecond, $"{widths[0]} silo(s)") };
                Console.WriteLine(figures[i]);
            }

            all.Add(figures);
        }

        if (rounds == 1) return all[0];
        var medians = widths.Select((_, i) => Median([.. all.Select(figures => figures[i])])).ToArray();
        foreach (var figure in medians) Console.WriteLine(figure);
        return medians;
    }

    /// <summary>Of the rates, and of the ratios within each round.</summary>
    private static Figure Median(Figure[] figures)
    {
        var middle = figures.OrderBy(figure => figure.PerSecond).ElementAt(figures.Length / 2);
        var ratios = figures.Select(figure => figure.Ratio?.Value ?? 1).Order().ToArray();
        return middle with { More = $"median of {figures.Length}: {middle.More}", Ratio = middle.Ratio is null ? null : middle.Ratio with { Value = ratios[ratios.Length / 2] } };
    }

    private static async Task<Figure> MeasureAsync(PostgresServer server, int width, bool lean, BenchOptions options)
    {
        await using var cluster = await BenchCluster.StartAsync(server, width, lean, options.Pairs());
        // Every silo has its own code to compile, by a third of the processors and of the messages.
        var warmUp = Math.Max(options.Messages / 2, EndToEndBenchmark.LeastWarmUp) * width;
        await EndToEndBenchmark.SendAsync(cluster.Gateway, await ApiCampaign.DraftAsync(cluster.Gateway, warmUp, 0), warmUp);
        var campaign = await ApiCampaign.DraftAsync(cluster.Gateway, options.Messages, FirstMeasured);

        var transactions = await cluster.TransactionsAsync();
        var (machine, silos, gateway, provider) = (MachineCpu.Read(), Silos(cluster), ProcessorTime.Of(cluster.Gateway.ProcessId), ProcessorTime.Of(cluster.Provider.ProcessId));
        var rate = await EndToEndBenchmark.SendAsync(cluster.Gateway, campaign, options.Messages);
        machine = MachineCpu.Read() - machine;
        silos = Silos(cluster) - silos;
        gateway = ProcessorTime.Of(cluster.Gateway.ProcessId) - gateway;
        provider = ProcessorTime.Of(cluster.Provider.ProcessId) - provider;
        transactions = await cluster.TransactionsAsync() - transactions;
        await CheckAsync(cluster, campaign, options.Messages, warmUp);
        return new Figure("cluster", "postgres", options.Messages, "messages", rate, string.Create(
            CultureInfo.InvariantCulture,
            $"{width} silo(s): {Each(silos)} µs CPU a message in the silos, {Each(gateway)} in the gateway, {Each(provider)} in the provider, {Each(machine)} on the machine; {1_000d * transactions / options.Messages:N0} transactions for a thousand; peak {string.Join(" + ", cluster.Silos.Select(silo => Megabytes(silo.ProcessId)))} MB resident, gateway {Megabytes(cluster.Gateway.ProcessId)}"));

        string Each(TimeSpan time) => (time.TotalMicroseconds / options.Messages).ToString("N0", CultureInfo.InvariantCulture);
    }

    /// <summary>The product's recount, and the provider's own books: everybody once.</summary>
    private static async Task CheckAsync(BenchCluster cluster, string campaign, int messages, int warmUp)
    {
        var audit = (await cluster.Gateway.GetAsync($"/api/campaigns/{campaign}/audit"))["data"]!["attributes"]!;
        if ((long)audit["received"]! != messages || audit["differences"]!.AsArray().Count > 0) throw new WrongResultException($"the audit differs: {audit}");
        var truth = await cluster.Gateway.GetAsync(new Uri(cluster.Provider.Url, "/sandbox/truth").AbsoluteUri);
        if ((long)truth["delivered"]! != messages + warmUp || (long)truth["texted_twice"]! != 0)
            throw new WrongResultException($"{messages + warmUp} people were to be texted, each once: {truth}");
    }

    private static TimeSpan Silos(BenchCluster cluster) => cluster.Silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + ProcessorTime.Of(silo.ProcessId));

    private static string Megabytes(int process) => PeakMemory.Read(process).ToString("N0", CultureInfo.InvariantCulture);
}
