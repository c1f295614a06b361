using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>Why nothing goes to a carrier just now: 1 while it is so; and whether its binds stand.</summary>
internal sealed class CarrierGauges(IMeterFactory meters)
{
    private readonly Meter meter = meters.Create(MessageCounters.MeterName);

    public void Watch(IReadOnlyCollection<ICarrierLine> lines)
    {
        Measure("sms.carrier.broken", "The carrier keeps not answering, and its breaker is open", line => line.IsBroken);
        Measure("sms.carrier.held", "The carrier turns the account away", line => line.IsTurnedAway);

        meter.CreateObservableGauge(
            "sms.carrier.binds", () => lines.OfType<SmppLine>().Select(line => new Measurement<int>(line.Bound, new KeyValuePair<string, object?>("carrier", line.Name))),
            "{bind}", "SMPP binds that stand");

        void Measure(string name, string says, Func<ICarrierLine, bool> isSo) => meter.CreateObservableGauge(
            name, () => lines.Select(line => new Measurement<int>(isSo(line) ? 1 : 0, new KeyValuePair<string, object?>("carrier", line.Name))),
            description: says);
    }
}
