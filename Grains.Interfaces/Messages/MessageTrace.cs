namespace Sms;

/// <summary>Everything known of one message: its verdict, and the facts in order that led to it.</summary>
[GenerateSerializer, Immutable, Alias("message-trace")]
public sealed record MessageTrace
{
    [Id(0)] public required MessageId Id { get; init; }
    [Id(1)] public required MessageStatus Status { get; init; }
    [Id(2)] public required SubscriberId Subscriber { get; init; }
    [Id(3)] public required SourceId Source { get; init; }
    [Id(4)] public string? Body { get; init; }
    [Id(5)] public string? From { get; init; }
    [Id(6)] public string? Carrier { get; init; }
    [Id(7)] public string? ProviderId { get; init; }
    [Id(8)] public int Segments { get; init; }
    [Id(9)] public string? Country { get; init; }
    [Id(10)] public FailureType Failure { get; init; }
    [Id(11)] public string? VendorCode { get; init; }
    [Id(12)] public string? SkipReason { get; init; }
    [Id(13)] public required IReadOnlyList<TracedEvent> Events { get; init; }
    /// <summary>Callbacks in order of arrival, those that changed nothing included.</summary>
    [Id(14)] public required IReadOnlyList<TracedReceipt> Receipts { get; init; }
    /// <summary>Events, receipts and questions in one order of time.</summary>
    [Id(15)] public IReadOnlyList<TracedStep> Steps { get; init; } = [];
}

/// <param name="Source">Where the news came from when it was not a callback: <c>fetch</c>, <c>list</c> or <c>look-up</c>; else null.</param>
[GenerateSerializer, Immutable, Alias("traced-event")]
public sealed record TracedEvent(
    [property: Id(0)] Guid Id, [property: Id(1)] Metric Metric, [property: Id(2)] DateTimeOffset At, [property: Id(3)] int Version,
    [property: Id(4)] FailureType Failure, [property: Id(5)] string? VendorCode, [property: Id(6)] string? Source = null);

[GenerateSerializer, Immutable, Alias("traced-receipt")]
public sealed record TracedReceipt([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Raw);
