using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sms.Benchmarks;

/// <summary>
/// The ceiling: the rows that <c>lifecycle</c> leaves behind, inserted by a bare loop – no grains, no guards, nobody waiting for an answer – into the same
/// tables of the same database in the same run, over as many connections as the ledger has writers and in batches as large as its own. Arrays unnested, for
/// events, series and totals in one round trip and one transaction. Half of it before <c>lifecycle</c>, half behind: the tables grow meanwhile.
/// </summary>
internal static class RawPostgresBenchmark
{
    /// <summary>The bare loop and <c>lifecycle</c>, which says how much of it it reaches.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        if (options.Database != "postgres") throw new ArgumentException("raw-postgres is about PostgreSQL");
        await using var host = await BenchHost.StartAsync(options);
        var before = LedgerRows.Read(host.Services);
        var first = await LifecycleBenchmark.PassAsync(host, options.Messages, options.InFlight);
        var size = (int)LedgerRows.Read(host.Services).BatchSince(before);
        var life = await host.Services.GetRequiredService<ILedger>().ReadAsync(StreamId.Of(first));

        await RawAsync(host, new RawRows(life), options.Messages / 2, size);
        var ahead = await RawAsync(host, new RawRows(life), options.Messages / 2, size);
        before = LedgerRows.Read(host.Services);
        var meter = new Meter();
        await LifecycleBenchmark.PassAsync(host, options.Messages, options.InFlight);
        var ours = meter.Stop(options.Messages);
        var batches = LedgerRows.Read(host.Services).Since(before);
        var behind = await RawAsync(host, new RawRows(life), options.Messages / 2, size);

        var raw = 2 / (1 / ahead.PerSecond + 1 / behind.PerSecond);
        var writers = Writers(host);
        Figure[] figures =
        [
            new Figure("raw-postgres", options.Database, options.Messages, "messages", raw, string.Create(
                CultureInfo.InvariantCulture,
                $"{raw * life.Count:N0} rows/s, {size} a batch over {writers} connections; {ahead.PerSecond:N0}/s before lifecycle, {behind.PerSecond:N0}/s behind; {(ahead.CpuMicros + behind.CpuMicros) / 2:N0} µs CPU here")),
            Figure.Of("lifecycle", options.Database, ours, batches) with { Ratio = new Ratio(ours.PerSecond / raw, "raw-postgres") },
        ];
        foreach (var figure in figures) Console.WriteLine(figure);
        return figures;
    }

    private static async Task<Measured> RawAsync(BenchHost host, RawRows rows, int messages, int size)
    {
        var count = Writers(host);
        var share = messages / count;
        var writers = await Task.WhenAll(Enumerable.Range(0, count).Select(i => RawWriter.OpenAsync(host.ConnectionString!, (short)i)));
        var meter = new Meter();
        await Task.WhenAll(writers.Select((writer, i) => Task.Run(async () =>
        {
            foreach (var batch in rows.InBatches(i * share, share, size)) await writer.WriteAsync(batch);
        })));
        var measured = meter.Stop(share * count);
        foreach (var writer in writers) await writer.DisposeAsync();
        await CheckAsync(host, rows, share * count);
        return measured;
    }

    private static int Writers(BenchHost host) => host.Services.GetRequiredService<IOptions<LedgerOptions>>().Value.Writers;

    /// <summary>By the product's own audit: what the loop wrote is what the product would have written.</summary>
    private static async Task CheckAsync(BenchHost host, RawRows rows, int messages)
    {
        var books = await host.Services.GetReports().ReadBooksAsync(rows.Source, rows.Born);
        var audit = new CampaignBooks(messages, books, Enum.GetValues<Metric>().ToDictionary(metric => metric, metric => books.Totals.GetValueOrDefault(metric)));
        if (audit.Differences is not [] || audit.Recounted.Received != messages)
            throw new WrongResultException($"{audit.Recounted.Received} of {messages} rows of the bare loop are received: {string.Join("; ", audit.Differences)}");
    }
}
