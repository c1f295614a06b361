using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>
/// Does a message cost the same in a campaign to a million as in one to ten thousand? The core of the embedded product, each size in a process and a
/// database of its own, warmed up by a small campaign. Small ones are sent several times, and the median counts.
/// </summary>
internal static class CampaignSizesBenchmark
{
    private const int Small = 50_000;

    /// <param name="options"><c>--sizes 10000,100000,1000000</c>; the first one is what the others are compared with.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        var sizes = (options.Take("--sizes", out options) ?? "10000,100000,1000000").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToArray();
        List<Figure> figures = [];
        CampaignCost? peer = null;
        foreach (var size in sizes)
        {
            var cost = await CampaignProcess.MeasureAsync(new CampaignPlan(size, size <= Small ? 5 : 1), options);
            peer ??= cost;
            figures.Add(new Figure("campaign", options.Database, size, "messages", cost.PerSecond, string.Create(
                CultureInfo.InvariantCulture,
                $"{cost.CpuMicros:N0} µs CPU a message here, {cost.MachineMicros:N0} µs on the machine, {cost.Bytes:N0} B allocated; peak {cost.PeakMegabytes:N0} MB resident; snapshot {cost.SnapshotSeconds:N2} s; import {cost.ImportPerSecond:N0}/s; rate {cost.PerSecond / peer.PerSecond:P1}"))
            {
                Ratio = new Ratio(cost.CpuMicros / peer.CpuMicros, $"a message's CPU at {sizes[0]:N0}"),
            });
            Console.WriteLine(figures[^1]);
        }
        return figures;
    }
}
