namespace Sms;

/// <summary>Reads for people and machines that ask what happened. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
public interface IReportStore
{
    Task<EventPage> QueryEventsAsync(EventQuery query);
    Task<RecordedEvent?> ReadEventAsync(Guid id);

    /// <summary>The G-counter cells of a source, as stored.</summary>
    Task<IReadOnlyList<SourceTotal>> ReadTotalsAsync(SourceId source);

    /// <summary>A source's figures from each place where they stand, all of one instant: while messages are counted they agree, too.</summary>
    /// <param name="born">Month in which the source's messages were born, as <c>yyMM</c>.</param>
    Task<SourceBooks> ReadBooksAsync(SourceId source, int born);

    /// <summary>Sources with an event counted since then (to the quarter hour).</summary>
    Task<IReadOnlyList<SourceId>> ReadActiveSourcesAsync(DateTimeOffset since);

    /// <summary>
    /// Cells of the series with <c>From ≤ slot &lt; To</c>, one per (quarter-hour slot, dimension values). Bounds must lie on quarter hours.
    /// </summary>
    Task<IReadOnlyList<SeriesCell>> ReadSeriesAsync(SeriesQuery query);

    /// <summary>The same from the events themselves, for bounds off the grid and for distinct people; slot bounds are the caller's.</summary>
    Task<IReadOnlyList<SlotCell>> CountSlotsAsync(SlotQuery query);

    /// <summary>Counts by campaign and metric, and submitted segments, of messages sent within the time frame (to the quarter hour).</summary>
    Task<IReadOnlyList<SourceMetricCount>> CountBySendTimeAsync(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<SourceId>? sources);

    /// <summary>Newest first; with a place, what comes after it.</summary>
    Task<IReadOnlyList<ParkedReceipt>> ReadParkedAsync(int size, ParkedPlace? after = null);
}

/// <param name="Totals">Sums of the counter's cells.</param>
/// <param name="Events">Counted from the events themselves, by quarter hour.</param>
/// <param name="Series">The same as the series has it.</param>
public sealed record SourceBooks(
    IReadOnlyDictionary<Metric, long> Totals, IReadOnlyDictionary<(Metric Metric, DateTimeOffset Slot), long> Events,
    IReadOnlyDictionary<(Metric Metric, DateTimeOffset Slot), long> Series);

public sealed record SeriesQuery(
    Metric Metric, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<EventDimension> By, IReadOnlyList<DimensionFilter> Where);

/// <param name="Dimensions">Values in the query's order: the source's id, its kind, a number, a country, a failure type's number, segments, a carrier; "" for none.</param>
public sealed record SeriesCell(DateTimeOffset Slot, IReadOnlyList<string> Dimensions, long Count, long SumMicros);

/// <param name="Edges">Starts of the slots, ascending, and the end of the last one: n + 1 instants for n slots.</param>
public sealed record SlotQuery(
    Metric Metric, IReadOnlyList<DateTimeOffset> Edges, IReadOnlyList<EventDimension> By, IReadOnlyList<DimensionFilter> Where);

public sealed record SlotCell(int Slot, IReadOnlyList<string> Dimensions, long Count, long Unique, long SumMicros);

public sealed record SourceMetricCount(SourceId Source, Metric Metric, long Count, long Segments);
