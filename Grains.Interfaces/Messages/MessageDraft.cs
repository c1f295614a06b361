namespace Sms;

/// <summary>A message ready to go: rendered, addressed, counted. The recipient's number travels with it and is not stored.</summary>
[GenerateSerializer, Immutable, Alias("message-draft")]
public sealed record MessageDraft
{
    [Id(0)] public required SubscriberId Subscriber { get; init; }
    [Id(1)] public required SourceId Source { get; init; }
    /// <summary>Recipient, E.164.</summary>
    [Id(2)] public required string To { get; init; }
    /// <summary>Sending number: E.164 or short code.</summary>
    [Id(3)] public required string From { get; init; }
    /// <summary>The carrier that owns the sending number.</summary>
    [Id(4)] public required string Carrier { get; init; }
    [Id(5)] public required string Body { get; init; }
    /// <summary>GSM-7 or UCS-2 parts the body takes.</summary>
    [Id(6)] public required int Segments { get; init; }
    /// <summary>The recipient's country, ISO 3166-1 alpha-2.</summary>
    [Id(7)] public required string Country { get; init; }
    /// <summary>
    /// True: if the provider's look-up shows, once more and now, that an earlier submit of this message never arrived, submit it again. Its own words and sender are
    /// used then, not this draft's. Without effect on a message that was never submitted, or was answered.
    /// </summary>
    [Id(8)] public bool Again { get; init; }
    /// <summary>When the recipient's quiet hours begin: it is not submitted from then on, and the provider is told not to deliver it later. Null: any time.</summary>
    [Id(9)] public DateTimeOffset? ValidUntil { get; init; }
    /// <summary>An automated answer: its delivery and failure are counted apart, as Automated Response.</summary>
    [Id(30)] public bool Automated { get; init; }
}

public enum SubmitVerdict : byte
{
    /// <summary>The provider has it.</summary>
    Relayed,
    /// <summary>The provider will not take it; it was not sent.</summary>
    Refused,
    /// <summary>The provider may or may not have it.</summary>
    Unknown,
    /// <summary>It was submitted or skipped before; nothing was done.</summary>
    Already,
    /// <summary>The provider wants it later: it was certainly not sent and may be submitted again.</summary>
    Throttled,
    /// <summary>Its time (<see cref="MessageDraft.ValidUntil"/>) ran out while it waited for its turn; nothing was done.</summary>
    TooLate,
}

[GenerateSerializer, Immutable, Alias("submit-outcome")]
public readonly record struct SubmitOutcome([property: Id(0)] SubmitVerdict Verdict, [property: Id(1)] MessageStatus Status)
{
    /// <summary>Why it was refused.</summary>
    [Id(70)] public FailureType Failure { get; init; }
    /// <summary>With <see cref="SubmitVerdict.Throttled"/>: the provider asks for fewer at a time, not something else.</summary>
    [Id(80)] public bool TooFast { get; init; }
    /// <summary>The wait it asked for.</summary>
    [Id(81)] public TimeSpan? RetryAfter { get; init; }
    /// <summary>How long ago the provider answered: making that durable takes its time.</summary>
    [Id(82)] public TimeSpan SinceAnswer { get; init; }
}
