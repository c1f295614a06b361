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
    /// <summary>When it was last handed to the carrier: <see cref="SentAt"/>, unless it was submitted again.</summary>
    public DateTimeOffset SubmittedAt { get; private set; }
    public FailureType Failure { get; private set; }
    /// <summary>The failure it is counted under; <see cref="Failure"/> may have become known later.</summary>
    public FailureType CountedFailure { get; private set; }
    public string? VendorCode { get; private set; }
    public bool Relayed { get; private set; }
    public bool Refused { get; private set; }
    public bool Conflicting { get; private set; }
    public SkipReason SkipReason { get; private set; }
    public MessageParts Parts { get; private set; }
    /// <summary>An automated answer: counted apart.</summary>
    public bool Automated { get; private set; }

    public bool Settled => Status is MessageStatus.Received or MessageStatus.Failed or MessageStatus.Skipped;

    public void Apply(LedgerEvent fact)
    {
        Version = fact.Version;
        if (fact.Version == 1)
        {
            (Subscriber, Source, From, Carrier) = (fact.Subscriber, fact.Source, fact.From, fact.Carrier);
            (Country, Segments, SentAt) = (fact.Country, fact.Segments, fact.SentAt ?? fact.At);
            SubmittedAt = SentAt;
        }

        ProviderId ??= fact.ProviderId;
        switch (fact.Metric)
        {
            case Metric.Skipped:
                Status = MessageStatus.Skipped;
                SkipReason = SkipDetail.Read(fact.Detail);
                break;
            case Metric.Submitting:
                Status = MessageStatus.Submitting;
                if (fact.Detail is not null) Automated = MessageDetail.Read(fact.Detail).Automated == true;
                break;
            case Metric.SubmitUnknown:
                if (Status == MessageStatus.Submitting) Status = MessageStatus.SubmitUnknown;
                break;
            case Metric.RelayedSms:
                (Relayed, Status) = (true, MessageStatus.Relayed);
                if (fact.Detail is not null) Parts = Parts.Expect(MessageDetail.Read(fact.Detail).Parts ?? 0);
                break;
            case Metric.SubmitUnconfirmed: Status = MessageStatus.Unconfirmed; break;
            case Metric.Resubmitting:
                (Status, SubmittedAt) = (MessageStatus.Submitting, fact.At);
                // Turned away before, and decided anew: another number perhaps, at another carrier.
                (From, Carrier, Segments) = (fact.From, fact.Carrier, fact.Segments);
                break;
            case Metric.PartReported: Parts = Parts.With(MessageDetail.Read(fact.Detail)); break;
            case Metric.Sent: Status = MessageStatus.Sent; break;
            case Metric.Unconfirmed: Status = MessageStatus.Unconfirmed; break;
            case Metric.RefusedSms:
                (Refused, Status) = (true, MessageStatus.Failed);
                if (fact.Detail is not null) SkipReason = MessageDetail.Read(fact.Detail).Declined ?? SkipReason.None;
                Fail(fact);
                break;
            case Metric.RefusalRetracted:
                (Refused, Status, SkipReason) = (false, MessageStatus.SubmitUnknown, SkipReason.None);
                Retract();
                break;
            case Metric.FailedToDeliverSms or Metric.FailedToDeliverAutomatedResponseSms:
                Status = MessageStatus.Failed;
                Fail(fact);
                break;
            case Metric.FailureExplained: (Failure, VendorCode) = (fact.Failure, fact.VendorCode); break;
            case Metric.FailureRetracted:
                Status = MessageStatus.Sent;
                Retract();
                break;
            case Metric.UnconfirmedResolved: Status = MessageStatus.Sent; break;
            case Metric.ReceivedSms or Metric.ReceivedAutomatedResponseSms: Status = MessageStatus.Received; break;
            case Metric.DeliveryConflict: Conflicting = true; break;
            default: throw new InvalidOperationException($"{fact.Metric} does not belong in a message's stream");
        }
    }
    private void Fail(LedgerEvent fact) => (Failure, CountedFailure, VendorCode) = (fact.Failure, fact.Failure, fact.VendorCode);

    private void Retract() => (Failure, CountedFailure, VendorCode) = (FailureType.None, FailureType.None, null);
}
