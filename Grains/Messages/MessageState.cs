namespace Sms;

/// <summary>A message as its events tell it. Small on purpose: a large campaign keeps many of these in memory, so no text and no raw receipt.</summary>
internal sealed class MessageState
{
    public int Version { get; private set; }
    public MessageStatus Status { get; private set; }
    public SubscriberId Subscriber { get; private set; }
    public SourceId? Source { get; private set; }
    public string? From { get; private set; }
    public string? Carrier { get; private set; }
    public string? Country { get; private set; }
    public short Segments { get; private set; }
    public DateTimeOffset SentAt { get; private set; }
    public string? ProviderId { get; private set; }
    public FailureType Failure { get; private set; }
    public string? VendorCode { get; private set; }
    public bool Relayed { get; private set; }
    public bool Refused { get; private set; }
    public bool Conflicting { get; private set; }
    public SkipReason SkipReason { get; private set; }

    public bool Settled => Status is MessageStatus.Received or MessageStatus.Failed or MessageStatus.Skipped;

    public void Apply(LedgerEvent fact)
    {
        Version = fact.Version;
        if (fact.Version == 1)
        {
            (Subscriber, Source, From, Carrier) = (fact.Subscriber, fact.Source, fact.From, fact.Carrier);
            (Country, Segments, SentAt) = (fact.Country, fact.Segments, fact.SentAt ?? fact.At);
        }

        ProviderId ??= fact.ProviderId;
        switch (fact.Metric)
        {
            case Metric.Skipped:
                Status = MessageStatus.Skipped;
                SkipReason = SkipDetail.Read(fact.Detail);
                break;
            case Metric.Submitting: Status = MessageStatus.Submitting; break;
            case Metric.SubmitUnknown:
                if (Status == MessageStatus.Submitting) Status = MessageStatus.SubmitUnknown;
                break;
            case Metric.RelayedSms:
                (Relayed, Status) = (true, MessageStatus.Relayed);
                break;
            case Metric.Sent: Status = MessageStatus.Sent; break;
            case Metric.Unconfirmed: Status = MessageStatus.Unconfirmed; break;
            case Metric.RefusedSms:
                (Refused, Status, Failure, VendorCode) = (true, MessageStatus.Failed, fact.Failure, fact.VendorCode);
                break;
            case Metric.RefusalRetracted:
                (Refused, Status, Failure, VendorCode) = (false, MessageStatus.SubmitUnknown, FailureType.None, null);
                break;
            case Metric.FailedToDeliverSms:
                (Status, Failure, VendorCode) = (MessageStatus.Failed, fact.Failure, fact.VendorCode);
                break;
            case Metric.FailureRetracted:
                (Status, Failure, VendorCode) = (MessageStatus.Sent, FailureType.None, null);
                break;
            case Metric.UnconfirmedResolved: Status = MessageStatus.Sent; break;
            case Metric.ReceivedSms: Status = MessageStatus.Received; break;
            case Metric.DeliveryConflict: Conflicting = true; break;
            default: throw new InvalidOperationException($"{fact.Metric} does not belong in a message's stream");
        }
    }
}
