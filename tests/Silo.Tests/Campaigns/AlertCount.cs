using System.Diagnostics.Metrics;

namespace Sms.Tests;

/// <summary>The counter of audit alerts, of one silo among those in this process.</summary>
internal sealed class AlertCount : IDisposable
{
    private readonly MeterListener listener;
    private long count;

    public AlertCount(IMeterFactory meters)
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Name: "sms.audit.alerts" } && ReferenceEquals(instrument.Meter.Scope, meters)) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, more, _, _) => Interlocked.Add(ref count, more));
        listener.Start();
    }

    public long Count => Interlocked.Read(ref count);

    public void Dispose() => listener.Dispose();
}
