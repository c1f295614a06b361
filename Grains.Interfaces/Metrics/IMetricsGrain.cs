namespace Sms;

/// <summary>Reads what the ledger recorded: events, aggregates and reports. Stateless.</summary>
[Alias("sms.IMetricsGrain")]
public interface IMetricsGrain : IGrainWithIntegerKey
{
    [Alias("events")] Task<EventPage> QueryEventsAsync(EventQuery query);
    [Alias("event")] Task<RecordedEvent?> GetEventAsync(Guid id);
    [Alias("aggregate")] Task<AggregateResult> AggregateAsync(AggregateQuery query);
    /// <summary>One row per campaign with a message sent (or skipped) within the time frame.</summary>
    [Alias("campaign-values")] Task<IReadOnlyList<CampaignValues>> CampaignValuesAsync(CampaignValuesQuery query);
    /// <summary>One row for each flow, action and slot with a text sent (or skipped) in it.</summary>
    [Alias("flow-values")] Task<FlowValuesResult> FlowValuesAsync(FlowValuesQuery query);
    /// <summary>What was decided about a person's messages, newest first.</summary>
    [Alias("decisions")] Task<DecisionPage> DecisionsAsync(DecisionQuery query);
    /// <summary>Receipts without a message, newest first.</summary>
    [Alias("parked")] Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAsync(int size);
    /// <summary>Receipts without a message, newest first, those after a place in that order.</summary>
    [Alias("parked-after")] Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAfterAsync(ParkedPlace place, int size);
}

/// <summary>A recorded event as clients see it.</summary>
[GenerateSerializer, Immutable, Alias("recorded-event")]
public sealed record RecordedEvent
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required Metric Metric { get; init; }
    [Id(2)] public required DateTimeOffset At { get; init; }
    [Id(3)] public required SubscriberId Subscriber { get; init; }
    [Id(4)] public SourceId? Source { get; init; }
    [Id(5)] public MessageId? Message { get; init; }
    [Id(6)] public string? From { get; init; }
    [Id(7)] public string? Carrier { get; init; }
    [Id(8)] public string? Country { get; init; }
    [Id(9)] public FailureType Failure { get; init; }
    [Id(10)] public int Segments { get; init; }
    [Id(11)] public DateTimeOffset? SentAt { get; init; }
    [Id(12)] public string? VendorCode { get; init; }
    /// <summary>A JSON object, depending on the metric: skip reason, consent method, a custom event's properties.</summary>
    [Id(13)] public string? Detail { get; init; }
    /// <summary>Monetary value in millionths; null when the event has none.</summary>
    [Id(14)] public long? ValueMicros { get; init; }
    /// <summary>The person, when the query asked for it and the person is still known.</summary>
    [Id(15)] public Profile? Profile { get; init; }
}

[GenerateSerializer, Immutable, Alias("event-query")]
public sealed record EventQuery
{
    /// <summary>Null: every public metric.</summary>
    [Id(0)] public Metric? Metric { get; init; }
    [Id(1)] public SubscriberId? Subscriber { get; init; }
    /// <summary>Inclusive, to the millisecond.</summary>
    [Id(2)] public DateTimeOffset? From { get; init; }
    /// <summary>Exclusive, to the millisecond.</summary>
    [Id(3)] public DateTimeOffset? To { get; init; }
    [Id(4)] public bool Ascending { get; init; }
    /// <summary>The id of the last event of the page before.</summary>
    [Id(5)] public Guid? After { get; init; }
    /// <summary>1 to 1,000.</summary>
    [Id(6)] public int Size { get; init; } = 200;
    [Id(7)] public bool WithProfile { get; init; }
    [Id(8)] public SourceId? Source { get; init; }
}

[GenerateSerializer, Immutable, Alias("event-page")]
public sealed record EventPage([property: Id(0)] IReadOnlyList<RecordedEvent> Events, [property: Id(1)] bool More);
