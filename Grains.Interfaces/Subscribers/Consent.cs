namespace Sms;

/// <summary>What a consent is for. Marketing never follows from transactional consent, nor the other way round.</summary>
[Flags]
public enum ConsentChannels : byte { None = 0, Marketing = 1, Transactional = 2, All = Marketing | Transactional }

/// <summary>What shows, years later, that somebody said yes (or no): kept with the event and nowhere else.</summary>
[GenerateSerializer, Immutable, Alias("consent-evidence")]
public sealed record ConsentEvidence
{
    /// <summary>The words the person was shown, exactly.</summary>
    [Id(0)] public string? Text { get; init; }
    /// <summary>Address the answer came from.</summary>
    [Id(1)] public string? Ip { get; init; }
    /// <summary>Page or form it was given on.</summary>
    [Id(2)] public string? Url { get; init; }
    /// <summary>Version of the terms shown with it.</summary>
    [Id(3)] public string? TermsVersion { get; init; }
}

/// <summary>Where consent for one channel stands.</summary>
/// <param name="At">When it was given or taken away.</param>
/// <param name="Method">How, for instance <c>API</c>, <c>Import</c>, <c>Inbound message</c>.</param>
/// <param name="Detail">What in particular: a form's name, a keyword, the client's <c>custom_source</c>.</param>
/// <param name="RecordedAt">When we wrote it down; later than <paramref name="At"/> for consent given elsewhere.</param>
[GenerateSerializer, Immutable, Alias("channel-consent")]
public sealed record ChannelConsent(
    [property: Id(0)] SmsConsent Consent, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string? Method, [property: Id(3)] string? Detail,
    [property: Id(4)] DateTimeOffset RecordedAt);

/// <summary>One entry of a person's consent trail, oldest first. Entries are only ever added; an erasure takes what is personal out of them.</summary>
[GenerateSerializer, Immutable, Alias("consent-record")]
public sealed record ConsentRecord
{
    [Id(0)] public required Guid Id { get; init; }
    /// <summary>Our clock.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public required Metric Metric { get; init; }
    [Id(3)] public string? Method { get; init; }
    [Id(4)] public string? Source { get; init; }
    [Id(5)] public bool Historical { get; init; }
    /// <summary>When the person said so, if told.</summary>
    [Id(6)] public DateTimeOffset? ConsentedAt { get; init; }
    [Id(7)] public ListId? List { get; init; }
    [Id(8)] public ConsentEvidence? Evidence { get; init; }
    /// <summary>The rule, for a suppression.</summary>
    [Id(9)] public string? Rule { get; init; }
}
