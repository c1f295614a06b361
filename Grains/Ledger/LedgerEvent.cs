namespace Sms;

/// <summary>One fact. Immutable, and written once under its <c>(stream, version)</c>.</summary>
public sealed record LedgerEvent
{
    /// <summary>A version 7 UUID made from <see cref="At"/>: events sort by it in order of time.</summary>
    public required Guid Id { get; init; }
    public required StreamId Stream { get; init; }
    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }
    public required Metric Metric { get; init; }
    /// <summary>Our clock, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }
    public required SubscriberId Subscriber { get; init; }
    public SourceId? Source { get; init; }
    /// <summary>The message it is about, if any.</summary>
    public MessageId? Message { get; init; }
    /// <summary>The sending number.</summary>
    public string? From { get; init; }
    public string? Carrier { get; init; }
    /// <summary>The recipient's country, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
    public FailureType Failure { get; init; }
    public short Segments { get; init; }
    /// <summary>When the message was submitted: reports count by it, series by <see cref="At"/>.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public string? ProviderId { get; init; }
    public string? VendorCode { get; init; }
    /// <summary>The rendered text; with <see cref="Metric.Submitting"/> only.</summary>
    public string? Body { get; init; }
    /// <summary>The callback that caused the event, recipient's number blotted out.</summary>
    public string? Raw { get; init; }
    /// <summary>A JSON object of what is particular to the metric: skip reason, consent method.</summary>
    public string? Detail { get; init; }
    /// <summary>Monetary value in millionths.</summary>
    public long? ValueMicros { get; init; }
}

/// <summary>A stream of events – a message's, a subscriber's, or of alerts about a campaign – and the partition it lives in.</summary>
/// <param name="Key">The <see cref="MessageId"/> or <see cref="SubscriberId"/>, or <c>audit/{campaign}</c>.</param>
/// <param name="Born">Month of birth as <c>yyMM</c>; 0 for streams that are not a message's: their partition is never dropped.</param>
public readonly record struct StreamId(string Key, int Born)
{
    public static StreamId Of(MessageId message) => new(message.Value, message.Born);
    public static StreamId Of(SubscriberId subscriber) => new(subscriber.Value, 0);
    public static StreamId OfAlerts(CampaignId campaign) => new("audit/" + campaign.Value, 0);
}

/// <summary>A receipt that moved nothing, kept for the trace.</summary>
/// <param name="Detail">A JSON object: why it moved nothing, where it came from. Null in rows of older versions.</param>
public sealed record UnappliedReceipt(
    MessageId Message, Guid Id, DateTimeOffset At, string Carrier, string? ProviderId, string VendorStatus, string Raw, string? Detail = null);

/// <summary>A change of a subscriber's row that belongs to the events of its entry: both are durable or neither is.</summary>
/// <param name="Consent">Null: consent, its time and its method stay as they are.</param>
/// <param name="Method">Null with <paramref name="Consent"/> only.</param>
/// <param name="StreamVersion">Version of the subscriber's stream after the entry.</param>
public sealed record ConsentUpdate(SubscriberId Subscriber, SmsConsent? Consent, DateTimeOffset At, string? Method, int StreamVersion)
{
    /// <summary>True: marketing waits for a human from <see cref="At"/> on, unless it does already. False: it no longer does. Null: as before.</summary>
    public bool? Flagged { get; init; }
    /// <summary>When the person texted us, and which of our numbers; null: not now.</summary>
    public DateTimeOffset? TextedAt { get; init; }
    public string? TextedTo { get; init; }
}

/// <summary>A person put on a list, once.</summary>
public sealed record ListJoin(ListId List, SubscriberId Subscriber, DateTimeOffset At);

/// <summary>A provider's id of a message, or of one of its parts.</summary>
public sealed record ProviderKey(string Carrier, string ProviderId, MessageId Message, DateTimeOffset At);

/// <summary>What is committed together: events of one stream, in order, and what must be atomic with them.</summary>
public sealed record LedgerEntry(StreamId Stream, IReadOnlyList<LedgerEvent> Events)
{
    public ConsentUpdate? Consent { get; init; }
    public UnappliedReceipt? Receipt { get; init; }
    public ParkedReceipt? Parked { get; init; }
    /// <summary>The provider's ids under which receipts will come for the message of these events. Empty unless its carrier reports by nothing else.</summary>
    public IReadOnlyList<ProviderKey> ProviderKeys { get; init; } = [];
    public IReadOnlyList<ListJoin> Joins { get; init; } = [];
}
