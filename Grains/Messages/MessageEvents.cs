namespace Sms;

/// <summary>Writes a message's events: the columns that come from the message stand here once.</summary>
internal static class MessageEvents
{
    private static readonly string Automated = new MessageDetail { Automated = true }.Write();

    public static LedgerEvent Submitting(MessageId id, MessageDraft draft, DateTimeOffset at) => new()
    {
        Id = EventIds.At(at),
        Stream = StreamId.Of(id),
        Version = 1,
        Metric = Metric.Submitting,
        At = at,
        Subscriber = draft.Subscriber,
        Source = draft.Source,
        Message = id,
        From = draft.From,
        Carrier = draft.Carrier,
        Country = draft.Country,
        Segments = (short)draft.Segments,
        SentAt = at,
        Body = draft.Body,
        Detail = draft.Automated ? Automated : null,
    };

    public static LedgerEvent Skipped(MessageId id, SubscriberId subscriber, SourceId source, SkipReason reason, string? detail, DateTimeOffset at) => new()
    {
        Id = EventIds.At(at),
        Stream = StreamId.Of(id),
        Version = 1,
        Metric = Metric.Skipped,
        At = at,
        Subscriber = subscriber,
        Source = source,
        Message = id,
        SentAt = at,
        Detail = SkipDetail.Write(reason, detail),
    };

    /// <summary>The next event of a message that has been submitted.</summary>
    public static LedgerEvent Next(MessageId id, MessageState state, int version, Metric metric, DateTimeOffset at) => new()
    {
        Id = EventIds.At(at),
        Stream = StreamId.Of(id),
        Version = version,
        Metric = CountedAs(metric, state.Automated),
        At = at,
        Subscriber = state.Subscriber,
        Source = state.Source,
        Message = id,
        From = state.From,
        Carrier = state.Carrier,
        Country = state.Country,
        Segments = state.Segments,
        SentAt = state.SentAt,
        // What is taken back is taken back where it was counted.
        Failure = metric is Metric.FailureRetracted or Metric.RefusalRetracted ? state.CountedFailure : FailureType.None,
    };

    /// <summary>An automated answer is never counted as received marketing.</summary>
    private static Metric CountedAs(Metric metric, bool automated) => (metric, automated) switch
    {
        (Metric.ReceivedSms, true) => Metric.ReceivedAutomatedResponseSms,
        (Metric.FailedToDeliverSms, true) => Metric.FailedToDeliverAutomatedResponseSms,
        _ => metric,
    };
}
