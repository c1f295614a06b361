using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>
/// What a small campaign pays for people it has nothing to do with: 50,000 recipients spread over a million people who are known, and the same 50,000 in a
/// database that knows nobody else. Then people picked from all over are woken up, one grain each. Each database in a process of its own.
/// </summary>
internal static class SubscribersBenchmark
{
    private const int Touches = 50_000;

    /// <param name="options"><c>--known 1000000</c>: people in the larger database. Messages: recipients in either.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        var known = int.Parse(options.Take("--known", out options) ?? "1000000", CultureInfo.InvariantCulture);
        // One stranger: both lists are made the same way.
        var few = await MeasureAsync(options, options.Messages + 1, null);
        var many = await MeasureAsync(options, known, few.Cost);
        return [.. few.Figures, .. many.Figures];
    }

    private static async Task<(CampaignCost Cost, Figure[] Figures)> MeasureAsync(BenchOptions options, int known, CampaignCost? peer)
    {
        var plan = new CampaignPlan(options.Messages, Strangers: known - options.Messages, Touches: Math.Min(Touches, options.Messages));
        var cost = await CampaignProcess.MeasureAsync(plan, options);
        var touch = cost.Touch!;
        Figure[] figures =
        [
            new Figure("small campaign", options.Database, known, "people", cost.PerSecond, string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Messages:N0} messages, {cost.CpuMicros:N0} µs CPU a message here, {cost.MachineMicros:N0} µs on the machine; snapshot {cost.SnapshotSeconds:N2} s; peak {cost.PeakMegabytes:N0} MB resident; import {cost.ImportPerSecond:N0}/s"))
            {
                Ratio = peer is null ? null : new Ratio(cost.PerSecond / peer.PerSecond, "the rate among themselves"),
            },
            new Figure("subscribers", options.Database, known, "people", 1e6 / touch.ColdMicros, string.Create(
                CultureInfo.InvariantCulture,
                $"{plan.Touches:N0} woken: {touch.ColdMicros:N0} µs each, {touch.ColdCpuMicros:N0} µs CPU here, {touch.Bytes:N0} B kept; awake {touch.WarmMicros:N1} µs"))
            {
                Ratio = peer is null ? null : new Ratio(peer.Touch!.ColdMicros / touch.ColdMicros, "the rate among themselves"),
            },
        ];
        foreach (var figure in figures) Console.WriteLine(figure);
        return (cost, figures);
    }
}
