namespace Sms;

/// <summary>
/// A source's totals as a G-counter: per (metric, shard) the number only grows, so merging by maximum is right for lost, late and repeated
/// hand-overs alike.
/// </summary>
internal sealed class SourceTally
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<(Metric Metric, short Shard), long> cells = [];
    private DateTimeOffset readAt;

    public void Merge(IReadOnlyList<SourceTotal> totals)
    {
        foreach (var total in totals)
        {
            var key = (total.Metric, total.Shard);
            if (!cells.TryGetValue(key, out var known) || known < total.Count) cells[key] = total.Count;
        }
    }

    /// <summary>Whether the ledger was ever read whole. Until then only what happened to be handed over is here.</summary>
    public bool IsLoaded => readAt != default;

    /// <summary>Merges a complete reading of the ledger.</summary>
    public void Refresh(IReadOnlyList<SourceTotal> totals, DateTimeOffset at)
    {
        Merge(totals);
        readAt = at;
    }

    /// <summary>Whether the ledger was read so lately that reading again would tell nothing a user could notice.</summary>
    public bool IsFresh(DateTimeOffset now) => now - readAt < Fresh;

    public long Count(Metric metric)
    {
        long count = 0;
        foreach (var (key, number) in cells)
        {
            if (key.Metric == metric) count += number;
        }

        return count;
    }
}
