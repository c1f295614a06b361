using System.Globalization;

namespace Sms;

/// <summary>A campaign's figures from each place where they stand, compared with its events. Pure.</summary>
/// <param name="Targeted">The audience as it was fixed at the launch.</param>
/// <param name="Books">Totals, events and series of one instant.</param>
/// <param name="View">The grain's own view, every metric, as it was before.</param>
internal sealed record CampaignBooks(int Targeted, SourceBooks Books, IReadOnlyDictionary<Metric, long> View)
{
    /// <summary>A series that is gone differs in thousands of slots; more than this says nothing more.</summary>
    private const int Most = 40;

    private readonly IReadOnlyDictionary<Metric, long> events =
        Books.Events.GroupBy(cell => cell.Key.Metric).ToDictionary(cells => cells.Key, cells => cells.Sum(cell => cell.Value));

    public CampaignTotals Recounted => CampaignTotals.From(Targeted, metric => events.GetValueOrDefault(metric));

    public IReadOnlyList<string> Differences
    {
        get
        {
            var all = Enum.GetValues<Metric>().SelectMany(OfMetric).Concat(OfSeries()).Concat(OfFunnel()).ToList();
            return all.Count <= Most ? all : [.. all.Take(Most), string.Create(CultureInfo.InvariantCulture, $"and {all.Count - Most} more")];
        }
    }

    /// <summary>
    /// A view ahead of totals and events is wrong at any time. One behind them is not: a hand-over may be late, or lost with the silo that should have made
    /// it, and every reading of the totals makes up for it.
    /// </summary>
    private IEnumerable<string> OfMetric(Metric metric)
    {
        var (total, recounted) = (Books.Totals.GetValueOrDefault(metric), events.GetValueOrDefault(metric));
        if (total != recounted) yield return Text(metric, "totals", total, recounted);
        if (View[metric] > Math.Max(total, recounted)) yield return Text(metric, "the campaign's figures", View[metric], recounted);
    }

    private IEnumerable<string> OfSeries() =>
        from cell in Books.Events.Keys.Union(Books.Series.Keys)
        let series = Books.Series.GetValueOrDefault(cell)
        let recounted = Books.Events.GetValueOrDefault(cell)
        where series != recounted
        orderby cell.Metric, cell.Slot
        select Text(cell.Metric, string.Create(CultureInfo.InvariantCulture, $"the series at {cell.Slot.UtcDateTime:yyyy-MM-dd HH:mm}Z"), series, recounted);

    /// <summary>Sums that hold at every instant, for what belongs together is committed together.</summary>
    private IEnumerable<string> OfFunnel()
    {
        var t = Recounted;
        return new[] { ("deferred", t.Deferred), ("submit unknown", t.SubmitUnknown), ("in flight", t.InFlight), ("refused", t.Refused), ("failed", t.Failed), ("unconfirmed", t.Unconfirmed) }
            .Where(rest => rest.Item2 < 0)
            .Select(rest => string.Create(CultureInfo.InvariantCulture, $"the events do not add up: {rest.Item1} would be {rest.Item2}"));
    }

    private static string Text(Metric metric, string where, long found, long events) =>
        string.Create(CultureInfo.InvariantCulture, $"{metric.Name()}: {where} say {found}, the events {events}");
}
