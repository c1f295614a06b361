namespace Sms;

/// <summary>Folds counts by metric into people's totals. What was taken back is a difference: failed = failed − retracted.</summary>
internal sealed class SubscriberCounts
{
    private readonly Dictionary<SubscriberId, SubscriberTotals> totals = [];

    public IReadOnlyDictionary<SubscriberId, SubscriberTotals> Totals => totals;

    public void Add(string subscriber, Metric metric, long count)
    {
        var id = new SubscriberId(subscriber);
        var sum = totals.GetValueOrDefault(id) ?? new SubscriberTotals(0, 0, 0);
        totals[id] = metric switch
        {
            Metric.RelayedSms => sum with { Sent = sum.Sent + count },
            Metric.ReceivedSms => sum with { Received = sum.Received + count },
            Metric.FailedToDeliverSms => sum with { Failed = sum.Failed + count },
            Metric.FailureRetracted => sum with { Failed = sum.Failed - count },
            _ => sum,
        };
    }
}
