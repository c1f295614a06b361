using System.Diagnostics.Metrics;

namespace Sms;

internal sealed class ParkingCounters(IMeterFactory meters)
{
    private readonly Counter<long> expired = meters.Create(MessageCounters.MeterName)
        .CreateCounter<long>("sms.receipts.expired", "{receipt}", "Parked receipts that were forgotten without a message");

    public void Begin() => expired.Add(0);

    public void Expired(int receipts) => expired.Add(receipts);
}
