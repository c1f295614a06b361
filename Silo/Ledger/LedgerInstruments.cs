using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>What the writers do, for operators (meter <c>Sms.Ledger</c>) and for benchmarks (the counters).</summary>
internal sealed class LedgerInstruments
{
    public const string MeterName = "Sms.Ledger";

    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> latency;
    private readonly Counter<long> refused;
    private readonly Counter<long> conflicts;
    private readonly Counter<long> retried;
    private long rows;
    private long batches;

    public LedgerInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        batchSize = meter.CreateHistogram("sms.ledger.batch", "{entry}", "Entries committed together", advice: Buckets.Count);
        latency = meter.CreateHistogram("sms.ledger.commit.duration", "s", "Time to commit a batch, repetitions included", advice: Buckets.Work);
        refused = meter.CreateCounter<long>("sms.ledger.refused", "{entry}", "Entries refused because the queue was full");
        conflicts = meter.CreateCounter<long>("sms.ledger.conflicts", "{entry}", "Entries whose place in the stream was taken");
        retried = meter.CreateCounter<long>("sms.ledger.retries", "{batch}", "Batches tried again after the database did not answer");
        meter.CreateObservableCounter("sms.ledger.events", () => Rows, "{event}", "Events made durable");
        meter.CreateObservableGauge("sms.ledger.queue", () => QueueLength(), "{entry}", "Entries waiting for a writer");
        meter.CreateObservableGauge("sms.ledger.queue.limit", () => QueueLimit, "{entry}", "Entries that may wait; more are refused");
    }

    public Func<int> QueueLength { get; set; } = () => 0;

    public int QueueLimit { get; set; }

    /// <summary>Events inserted since the start.</summary>
    public long Rows => Interlocked.Read(ref rows);
    /// <summary>Batches committed since the start.</summary>
    public long Batches => Interlocked.Read(ref batches);

    public void Begin()
    {
        foreach (var counter in new[] { refused, conflicts, retried }) counter.Add(0);
    }

    public void Committed(int entries, int inserted, int conflicting, TimeSpan took)
    {
        Interlocked.Add(ref rows, inserted);
        Interlocked.Increment(ref batches);
        batchSize.Record(entries);
        latency.Record(took.TotalSeconds);
        if (conflicting > 0) conflicts.Add(conflicting);
    }

    public void Refused() => refused.Add(1);
    public void Retried() => retried.Add(1);
}
