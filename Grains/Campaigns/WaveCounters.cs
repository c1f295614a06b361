using System.Diagnostics.Metrics;

namespace Sms;

internal sealed class WaveCounters
{
    private readonly UpDownCounter<int> running;
    private readonly Counter<long> ended;

    public WaveCounters(IMeterFactory meters)
    {
        var meter = meters.Create(MessageCounters.MeterName);
        running = meter.CreateUpDownCounter<int>("sms.waves.running", "{wave}", "Waves of campaigns being offered");
        ended = meter.CreateCounter<long>("sms.waves", "{wave}", "Waves that came to an end, by how");
    }

    public void Begin()
    {
        running.Add(0);
        foreach (var end in Enum.GetValues<WaveEnd>()) ended.Add(0, How(end));
    }

    public void Started() => running.Add(1);

    public void Ended(WaveEnd how)
    {
        running.Add(-1);
        ended.Add(1, How(how));
    }

    private static KeyValuePair<string, object?> How(WaveEnd end) => new("outcome", LabelOf<WaveEnd>.Name(end));
}

internal enum WaveEnd : byte { Done, Stopped, Broken }
