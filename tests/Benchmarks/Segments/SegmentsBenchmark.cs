using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

/// <summary>
/// Segments of a million people: how long a count, a page and a campaign's estimate take when each person has been asked about, texted and has answered as
/// people do. Each is asked once to warm up and then five times; the median counts.
/// </summary>
internal static class SegmentsBenchmark
{
    private const int Times = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <param name="options">Messages: people.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        await using var host = await BenchHost.StartAsync(options);
        var list = await new SegmentPeople(host).MakeAsync(options.Messages);
        var store = host.Services.GetRequiredService<ISegmentStore>();
        var now = TimeProvider.System.GetUtcNow();
        var figures = new List<Figure>();
        foreach (var (name, plan) in Plans(list))
        {
            var people = 0L;
            figures.Add(await TimeAsync("count: " + name, options, async () => people = await store.CountAsync(plan, now), () => $"{people:N0} people"));
        }

        var everything = Plans(list)[^1].Plan;
        figures.Add(await TimeAsync("page of 100", options, () => store.PageAsync(everything, now, null, 100), () => "first page"));
        var audience = new Audience([list], [], [], [Plans(list)[2].Plan]);
        IReadOnlyList<AudienceShare> shares = [];
        figures.Add(await TimeAsync(
            "estimate", options, async () => shares = await store.EstimateAsync(audience, false, now), () => $"{shares.Sum(share => share.People):N0} targeted, list minus segment"));
        return figures;
    }

    private static IReadOnlyList<(string Name, SegmentPlan Plan)> Plans(ListId list)
    {
        SegmentCondition can = One(new SegmentTest { Kind = SegmentTestKind.ConsentIs, Number = 1 }, new SegmentTest { Kind = SegmentTestKind.NotSuppressed });
        SegmentCondition member = One(new SegmentTest { Kind = SegmentTestKind.InGroup, Texts = [list.Value] });
        SegmentCondition city = One(new SegmentTest { Kind = SegmentTestKind.TextIn, Field = ["properties", "city"], Texts = ["Oslo"] });
        SegmentCondition received = Count(Metric.ReceivedSms, SegmentTestKind.CountGreaterOrEqual, 1);
        SegmentCondition silent = Count(Metric.ClickedSms, SegmentTestKind.CountEquals, 0);
        SegmentCondition failed = Count(Metric.FailedToDeliverSms, SegmentTestKind.CountGreaterOrEqual, 1);
        return
        [
            ("may be texted", Of([can])),
            ("property", Of([city])),
            ("received in 30 days", Of([received])),
            ("consent, list, property, received and not clicked", Of([can], [member], [city, received], [silent])),
            ("may be texted, and received or failed", Of([can], [received, failed])),
        ];
    }

    private static SegmentPlan Of(params SegmentCondition[][] groups) =>
        new(new SegmentRule([.. groups.Select(conditions => new SegmentGroup(conditions))]), new Dictionary<SegmentId, SegmentRule>());

    private static SegmentCondition One(params SegmentTest[] tests) => new(tests);

    private static SegmentCondition Count(Metric metric, SegmentTestKind kind, double number) =>
        One(new SegmentTest { Kind = kind, Metric = metric, Number = number, Window = new SegmentWindow(FromAgo: TimeSpan.FromDays(30)) });

    private static async Task<Figure> TimeAsync(string name, BenchOptions options, Func<Task> ask, Func<string> what)
    {
        var seconds = new List<double>();
        for (var i = 0; i <= Times; i++)
        {
            var clock = Stopwatch.StartNew();
            await ask();
            if (i > 0) seconds.Add(clock.Elapsed.TotalSeconds);
        }

        seconds.Sort();
        var median = seconds[Times / 2];
        var figure = new Figure(
            "segments", options.Database, options.Messages, "people", options.Messages / median,
            string.Create(CultureInfo.InvariantCulture, $"{name}: {median:N2} s (longest {seconds[^1]:N2} s), {what()}{(median > Limit.TotalSeconds ? "  OVER 2 s" : "")}"));
        Console.WriteLine(figure);
        return figure;
    }
}
