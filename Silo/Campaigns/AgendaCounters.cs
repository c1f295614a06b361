using System.Diagnostics.Metrics;

namespace Sms;

internal sealed class AgendaCounters
{
    private readonly Counter<long> items;
    private readonly Histogram<double> lag;

    public AgendaCounters(IMeterFactory meters)
    {
        var meter = meters.Create(MessageCounters.MeterName);
        items = meter.CreateCounter<long>("sms.agenda.items", "{item}", "Items of the agenda that came due and were handled, by kind and outcome");
        lag = meter.CreateHistogram("sms.agenda.lag", "s", "How long after it was due an item was taken up", advice: Buckets.Waiting);
    }

    public void Begin()
    {
        foreach (var kind in Enum.GetValues<AgendaKind>())
            foreach (var failed in new[] { false, true }) Count(0, kind, failed);
    }

    /// <param name="late">Negative for what a new process looks after ahead of its time.</param>
    public void Taken(AgendaKind kind, TimeSpan late) => lag.Record(Math.Max(0, late.TotalSeconds), Kind(kind));

    public void Handled(AgendaKind kind, bool failed) => Count(1, kind, failed);

    private void Count(int count, AgendaKind kind, bool failed) => items.Add(count, Kind(kind), new("outcome", failed ? "failed" : "done"));

    private static KeyValuePair<string, object?> Kind(AgendaKind kind) => new("kind", LabelOf<AgendaKind>.Name(kind));
}
