namespace Sms.Testing;

/// <summary>A source's figures by metric alone.</summary>
internal static class BooksReading
{
    /// <summary>From the events themselves.</summary>
    public static async Task<IReadOnlyDictionary<Metric, long>> RecountAsync(this IReportStore reports, SourceId source, int born) =>
        Sum((await reports.ReadBooksAsync(source, born)).Events);

    public static async Task<IReadOnlyDictionary<Metric, long>> SumSeriesAsync(this IReportStore reports, SourceId source) =>
        Sum((await reports.ReadBooksAsync(source, born: 0)).Series);

    private static Dictionary<Metric, long> Sum(IReadOnlyDictionary<(Metric Metric, DateTimeOffset Slot), long> cells) =>
        cells.GroupBy(cell => cell.Key.Metric).ToDictionary(slots => slots.Key, slots => slots.Sum(slot => slot.Value));
}
