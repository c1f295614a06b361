using System.Diagnostics.Metrics;

namespace Sms;

internal sealed class CarrierCounters
{
    private readonly Counter<long> callbacks;

    public CarrierCounters(IMeterFactory meters) =>
        callbacks = meters.Create(MessageCounters.MeterName).CreateCounter<long>("sms.callbacks", "{callback}", "Status callbacks by carrier and verdict");

    public void Taken(string carrier) => Count(carrier, "taken");

    public void Parked(string carrier) => Count(carrier, "parked");

    public void Refused(string carrier, CallbackVerdict verdict) => Count(carrier, verdict.ToString());

    private void Count(string carrier, string verdict)
    {
        if (callbacks.Enabled) callbacks.Add(1, new("carrier", carrier), new("verdict", verdict));
    }
}
