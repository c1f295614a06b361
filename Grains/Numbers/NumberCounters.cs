using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>How fast numbers send, and what stands in their way. Numbers are ours and few, so they may be labels.</summary>
internal sealed class NumberCounters
{
    private readonly ConcurrentDictionary<string, NumberPace> paces = new(StringComparer.Ordinal);
    private readonly Counter<long> throttled;
    private readonly Counter<long> unleased;
    private readonly Histogram<double> waited;
    private readonly Counter<long> segments;

    public NumberCounters(IMeterFactory meters)
    {
        var meter = meters.Create(MessageCounters.MeterName);
        throttled = meter.CreateCounter<long>("sms.numbers.throttled", "{submit}", "Submits by whose answer the provider asked for fewer from a number");
        unleased = meter.CreateCounter<long>("sms.numbers.leases.failed", "{request}", "Shares of a number's rate that could not be asked for");
        waited = meter.CreateHistogram("sms.numbers.wait", "s", "How long a message waited for its number", advice: Buckets.Waiting);
        segments = meter.CreateCounter<long>("sms.numbers.segments", "{segment}", "Segments let through by a number's rate");
        Measure("sms.numbers.rate", "{segment}", "This silo's share of a number's rate", pace => pace.Share);
        Measure("sms.numbers.waiting", "{segment}", "Segments that wait for their number", pace => pace.Waiting);

        void Measure(string name, string unit, string says, Func<NumberPace, double> read) => meter.CreateObservableGauge(
            name, () => paces.Select(one => new Measurement<double>(read(one.Value), Of(one.Key))), unit, says);
    }

    public void Begin()
    {
        unleased.Add(0);
    }

    public void Watch(string number, NumberPace pace) => paces[number] = pace;

    public void Forget(string number) => paces.TryRemove(number, out _);

    public void Throttled(string number) => throttled.Add(1, Of(number));

    public void LeaseFailed() => unleased.Add(1);

    public void Sent(string number, int count, TimeSpan wait)
    {
        segments.Add(count, Of(number));
        waited.Record(wait.TotalSeconds, Of(number));
    }

    private static KeyValuePair<string, object?> Of(string number) => new("number", number);
}
