using System.Collections.Concurrent;

namespace Sms.Testing;

/// <summary>Merges what the writers hand over, as a campaign does: by maximum per cell, summed over shards.</summary>
internal sealed class TotalsRecorder : ITotalsSink
{
    private readonly ConcurrentDictionary<(SourceId, Metric, short), long> cells = new();

    public void Offer(IReadOnlyList<SourceTotal> totals)
    {
        foreach (var total in totals) cells.AddOrUpdate((total.Source, total.Metric, total.Shard), total.Count, (_, seen) => Math.Max(seen, total.Count));
    }

    public long Of(SourceId source, Metric metric) => cells.Where(cell => cell.Key.Item1 == source && cell.Key.Item2 == metric).Sum(cell => cell.Value);
}
