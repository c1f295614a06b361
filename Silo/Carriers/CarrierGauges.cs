using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>Why nothing goes to a carrier just now: 1 while it is so.</summary>
internal sealed class CarrierGauges(IMeterFactory meters)
{
    private readonly Meter meter = meters.Create(MessageCounters.MeterName);

    public void Watch(IReadOnlyCollection<CarrierHttp> carriers)
    {
        Measure("sms.carrier.broken", "The carrier keeps not answering, and its breaker is open", carrier => carrier.IsBroken);
        Measure("sms.carrier.held", "The carrier turns the account away", carrier => carrier.IsTurnedAway);

        void Measure(string name, string says, Func<CarrierHttp, bool> isSo) => meter.CreateObservableGauge(
            name, () => carriers.Select(carrier => new Measurement<int>(isSo(carrier) ? 1 : 0, new KeyValuePair<string, object?>("carrier", carrier.Name))),
            description: says);
    }
}
