using System.Diagnostics.Metrics;

namespace Sms;

internal sealed class CarrierCounters(IMeterFactory meters)
{
    /// <summary>A callback for a carrier that nobody configured: its name is a stranger's.</summary>
    private const string Nobody = "?";

    private const string Again = "put_off";

    private readonly Counter<long> callbacks =
        meters.Create(MessageCounters.MeterName).CreateCounter<long>("sms.callbacks", "{callback}", "Status callbacks by carrier and verdict");

    private readonly Counter<long> passedOn =
        meters.Create(MessageCounters.MeterName).CreateCounter<long>("sms.callbacks.passed_on", "{callback}", "Status callbacks that came to a silo and went on to another, where their message lives");

    public void Begin(IEnumerable<string> carriers)
    {
        passedOn.Add(0);
        Count(0, Nobody, LabelOf<CallbackVerdict>.Name(CallbackVerdict.UnknownCarrier));
        foreach (var carrier in carriers)
        {
            Count(0, carrier, "parked");
            Count(0, carrier, Again);
            foreach (var verdict in Enum.GetValues<CallbackVerdict>().Where(verdict => verdict != CallbackVerdict.UnknownCarrier))
                Count(0, carrier, LabelOf<CallbackVerdict>.Name(verdict));
        }
    }

    public void Taken(string carrier) => Count(1, carrier, LabelOf<CallbackVerdict>.Name(CallbackVerdict.Taken));

    /// <summary>Their gateway does not know a way to the silo of their message, or they do not say whose they are before they are read.</summary>
    public void PassedOn(int count) => passedOn.Add(count);

    /// <summary>Taken, and nobody's yet.</summary>
    public void Parked(string carrier) => Count(1, carrier, "parked");

    /// <summary>Brought by a bind and not recorded: the provider was told to come again. Over HTTP that is the gateway's 503.</summary>
    public void PutOff(string carrier) => Count(1, carrier, Again);

    public void Refused(string carrier, CallbackVerdict verdict) =>
        Count(1, verdict == CallbackVerdict.UnknownCarrier ? Nobody : carrier, LabelOf<CallbackVerdict>.Name(verdict));

    private void Count(int count, string carrier, string verdict) => callbacks.Add(count, new("carrier", carrier), new("verdict", verdict));
}
