namespace Sms;

/// <summary>One look at a source's figures in four places; the totals are read before and after the others.</summary>
/// <param name="View">The grain's own view, every metric, taken before <paramref name="After"/> was read.</param>
internal sealed record AuditReading(
    IReadOnlyDictionary<Metric, long> Before, IReadOnlyDictionary<Metric, long> Events, IReadOnlyDictionary<Metric, long> Series,
    IReadOnlyDictionary<Metric, long> View, IReadOnlyDictionary<Metric, long> After)
{
    private static readonly Metric[] Metrics = Enum.GetValues<Metric>();

    public bool StoodStill => Same(Before, After);

    private static bool Same(IReadOnlyDictionary<Metric, long> one, IReadOnlyDictionary<Metric, long> other) =>
        Metrics.All(metric => one.GetValueOrDefault(metric) == other.GetValueOrDefault(metric));
}
