namespace Sms;

/// <summary>Up to 10,000 people to write, add to a list, and subscribe where <see cref="Consent"/> says how they consented.</summary>
[GenerateSerializer, Immutable, Alias("import-batch")]
public sealed record ImportBatch
{
    [Id(0)] public required IReadOnlyList<ImportRow> Rows { get; init; }
    [Id(1)] public ListId? List { get; init; }
    /// <summary>Null: consent is left as it is.</summary>
    [Id(2)] public ConsentGrant? Consent { get; init; }
    /// <summary>The region numbers without a country code belong to, ISO 3166-1 alpha-2; null: only international forms are accepted.</summary>
    [Id(3)] public string? DefaultRegion { get; init; }
}

/// <param name="Profile">The person; a row needs a phone number.</param>
/// <param name="Tag">The caller's mark for the row, for instance its line in a file; comes back with a refusal.</param>
/// <param name="ConsentedAt">When the person consented, if not now.</param>
/// <param name="Channels">What they consented to.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="TransactionalAt">When they consented to transactional texts, if not at <paramref name="ConsentedAt"/>.</param>
[GenerateSerializer, Immutable, Alias("import-row")]
public sealed record ImportRow(
    [property: Id(0)] ProfilePatch Profile, [property: Id(1)] int Tag, [property: Id(2)] DateTimeOffset? ConsentedAt = null,
    [property: Id(40)] ConsentChannels Channels = ConsentChannels.Marketing, [property: Id(41)] ConsentEvidence? Evidence = null,
    [property: Id(42)] DateTimeOffset? TransactionalAt = null);

/// <summary>How consent came about; written to the audit trail.</summary>
/// <param name="Method">For instance <c>Import</c> or <c>API</c>.</param>
/// <param name="Source">Where, in the client's words (<c>custom_source</c>).</param>
/// <param name="Historical">
/// Consent given earlier, elsewhere. However it is named, a consent never brings back somebody who unsubscribed, or was erased, after it was given.
/// </param>
[GenerateSerializer, Immutable, Alias("consent-grant")]
public sealed record ConsentGrant([property: Id(0)] string Method, [property: Id(1)] string? Source, [property: Id(2)] bool Historical);

public enum ImportRefusal : byte
{
    MissingPhone,
    InvalidPhone,
    /// <summary>The same person stands earlier in the batch; the earlier row was written.</summary>
    DuplicateInBatch,
    /// <summary>The profile was written, but consent was not: the person unsubscribed after the consent given here.</summary>
    UnsubscribedSince,
    /// <summary>The profile was written, but consent was not: the number is suppressed.</summary>
    Suppressed,
    InvalidAttributes,
    /// <summary>The profile was written, but the list wants a confirmation and the person cannot be asked for one.</summary>
    CannotBeAsked = 110,
    /// <summary>The profile was written, but not put on the list: the person unsubscribed from it, and nothing newer was said.</summary>
    UnsubscribedFromList = 111,
}

[GenerateSerializer, Immutable, Alias("import-refused")]
public sealed record ImportRefused([property: Id(0)] int Tag, [property: Id(1)] ImportRefusal Reason, [property: Id(2)] string Detail);

[GenerateSerializer, Immutable, Alias("import-outcome")]
public sealed record ImportOutcome(
    [property: Id(0)] int Created, [property: Id(1)] int Updated, [property: Id(2)] int Subscribed, [property: Id(3)] int AddedToList,
    [property: Id(4)] IReadOnlyList<ImportRefused> Refused);
