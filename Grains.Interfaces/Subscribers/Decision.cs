namespace Sms;

/// <summary>What became of an offer. Stored in a statement by number: append, never renumber.</summary>
public enum DecisionVerdict : byte
{
    /// <summary>The provider took it.</summary>
    Sent = 1,
    Skipped = 2,
    Deferred = 3,
    /// <summary>The provider would not take it; with a reason: it wanted it later, and by then a rule said no.</summary>
    Refused = 4,
    /// <summary>It went to the provider, which has not answered.</summary>
    Unknown = 5,
}

/// <summary>One decision about one message to one person.</summary>
[GenerateSerializer, Immutable, Alias("decision")]
public sealed record Decision
{
    /// <summary>A version 7 UUID: decisions sort by it in order of time.</summary>
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public required DecisionVerdict Verdict { get; init; }
    [Id(3)] public required SourceId Source { get; init; }
    [Id(4)] public required MessageId Message { get; init; }
    [Id(5)] public SkipReason Reason { get; init; }
    /// <summary>In words, with the value of the rule that decided.</summary>
    [Id(6)] public string? Detail { get; init; }
    /// <summary>Of a deferred one: when it was, or is, to be decided again.</summary>
    [Id(7)] public DateTimeOffset? Until { get; init; }
    /// <summary>Of a deferred one: it still waits.</summary>
    [Id(8)] public bool Waiting { get; init; }
}

[GenerateSerializer, Immutable, Alias("decision-query")]
public sealed record DecisionQuery
{
    [Id(0)] public required SubscriberId Subscriber { get; init; }
    [Id(1)] public CampaignId? Campaign { get; init; }
    /// <summary>The id of the last decision of the page before.</summary>
    [Id(2)] public Guid? After { get; init; }
    /// <summary>1 to 100.</summary>
    [Id(3)] public int Size { get; init; } = 20;
}

[GenerateSerializer, Immutable, Alias("decision-page")]
public sealed record DecisionPage([property: Id(0)] IReadOnlyList<Decision> Decisions, [property: Id(1)] bool More);

/// <param name="Deferred">Put off now; else skipped.</param>
[GenerateSerializer, Immutable, Alias("reason-count")]
public sealed record ReasonCount([property: Id(0)] bool Deferred, [property: Id(1)] SkipReason Reason, [property: Id(2)] long Count);
