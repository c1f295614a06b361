using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>This silo's window to each carrier, by the carrier's configured name.</summary>
internal sealed class SubmitWindows
{
    private readonly ConcurrentDictionary<string, SubmitWindow> windows = new();
    private readonly IOptions<SubmitWindowOptions> options;
    private readonly TimeProvider clock;

    public SubmitWindows(IOptions<SubmitWindowOptions> options, TimeProvider clock, IMeterFactory meters)
    {
        (this.options, this.clock) = (options, clock);
        var meter = meters.Create(MessageCounters.MeterName);
        Measure("sms.submit.window", "Submits allowed at once", window => window.Limit);
        Measure("sms.submits.running", "Submits under way", window => window.Inside);
        Measure("sms.submits.waiting", "Submits waiting for their turn in the submit window", window => window.Waiting);

        void Measure(string name, string says, Func<SubmitWindow, int> read) => meter.CreateObservableGauge(
            name, () => windows.Select(one => new Measurement<int>(read(one.Value), new KeyValuePair<string, object?>("carrier", one.Key))), "{submit}", says);
    }

    public SubmitWindow Of(ICarrier carrier) => windows.GetOrAdd(carrier.Name, _ => new SubmitWindow(options.Value.UpTo(carrier.MostAtOnce), clock));
}
