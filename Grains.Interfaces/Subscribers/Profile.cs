namespace Sms;

/// <summary>What a person's row says about marketing texts.</summary>
public enum SmsConsent : byte { Never = 0, Subscribed = 1, Unsubscribed = 2 }

/// <summary>A person as stored. The phone number is the person; all else is attributes.</summary>
[GenerateSerializer, Immutable, Alias("profile")]
public sealed record Profile
{
    [Id(0)] public required SubscriberId Id { get; init; }
    /// <summary>E.164.</summary>
    [Id(1)] public required string Phone { get; init; }
    /// <summary>ISO 3166-1 alpha-2, from the number.</summary>
    [Id(2)] public required string Country { get; init; }
    [Id(3)] public string? Email { get; init; }
    [Id(4)] public string? ExternalId { get; init; }
    /// <summary>
    /// A JSON object: Klaviyo's other profile attributes (<c>first_name</c>, <c>last_name</c>, <c>organization</c>, <c>locale</c>, <c>title</c>,
    /// <c>image</c>, <c>location</c>) and the custom ones under <c>properties</c>.
    /// </summary>
    [Id(5)] public string Attributes { get; init; } = "{}";
    [Id(6)] public SmsConsent Consent { get; init; }
    [Id(7)] public DateTimeOffset? ConsentAt { get; init; }
    /// <summary>How consent was given or taken away, for instance <c>API</c>, <c>Import</c>, <c>Inbound message</c>.</summary>
    [Id(8)] public string? ConsentMethod { get; init; }
    /// <summary>The rule that suppressed this number; null when none did.</summary>
    [Id(9)] public string? Suppression { get; init; }
    [Id(10)] public DateTimeOffset Created { get; init; }
    [Id(11)] public DateTimeOffset Updated { get; init; }
    /// <summary>Grows with every change of the row: of two readings the higher is the newer.</summary>
    [Id(12)] public long Revision { get; init; }
    /// <summary>Number of events in the subscriber's own stream; the next one gets this version plus one.</summary>
    [Id(13)] public int StreamVersion { get; init; }
    /// <summary>Since when marketing waits for a human, who has to read what the person wrote; null: it does not.</summary>
    [Id(30)] public DateTimeOffset? FlaggedAt { get; init; }
    /// <summary>When the person last texted us; null: never.</summary>
    [Id(31)] public DateTimeOffset? TextedAt { get; init; }
    /// <summary>Our number that was texted then.</summary>
    [Id(32)] public string? TextedTo { get; init; }
    /// <summary>Consent to transactional texts; null when it was never given or taken away.</summary>
    [Id(40)] public ChannelConsent? Transactional { get; init; }
    /// <summary>What in particular <see cref="ConsentMethod"/> was: a form's name, a keyword, the client's <c>custom_source</c>.</summary>
    [Id(41)] public string? ConsentDetail { get; init; }
    /// <summary>When <see cref="Consent"/> was written down; null in rows of older versions.</summary>
    [Id(42)] public DateTimeOffset? ConsentRecordedAt { get; init; }
}

/// <summary>Attributes to write. A null leaves what is stored unless it is to be cleared; <see cref="Attributes"/> is a JSON object merged key by key, where a JSON null clears a key.</summary>
[GenerateSerializer, Immutable, Alias("profile-patch")]
public sealed record ProfilePatch
{
    /// <summary>As typed; normalised to E.164 by the grain.</summary>
    [Id(0)] public string? Phone { get; init; }
    [Id(1)] public string? Email { get; init; }
    [Id(2)] public string? ExternalId { get; init; }
    [Id(3)] public string? Attributes { get; init; }
    [Id(4)] public bool ClearEmail { get; init; }
    [Id(5)] public bool ClearExternalId { get; init; }
}

[GenerateSerializer, Immutable, Alias("subscriber-totals")]
public sealed record SubscriberTotals([property: Id(0)] long Sent, [property: Id(1)] long Received, [property: Id(2)] long Failed);
