using System.Diagnostics.Metrics;

namespace Sms;

internal enum Overload : byte { Requests, Memory }

internal sealed class GatewayCounters
{
    private readonly Counter<long> turnedAway;

    public GatewayCounters(IMeterFactory meters)
    {
        turnedAway = meters.Create("ReceivedSms").CreateCounter<long>(
            "sms.gateway.turned_away", "{request}", "Requests answered 503 before they were read, by what there was no room for");
        foreach (var why in Enum.GetValues<Overload>()) Count(0, why);
    }

    public void TurnedAway(Overload why) => Count(1, why);

    private void Count(int count, Overload why) => turnedAway.Add(count, new KeyValuePair<string, object?>("reason", why == Overload.Memory ? "memory" : "requests"));
}
