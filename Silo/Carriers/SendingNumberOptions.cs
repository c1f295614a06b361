namespace Sms;

/// <summary><c>SendingNumbers:{i}</c>.</summary>
internal sealed class SendingNumberOptions
{
    /// <summary>E.164 (<c>+18005550100</c>), the digits of a short code (3–8), or an alphanumeric sender (1–11, at least one letter). Required.</summary>
    public string? Number { get; set; }

    /// <summary><c>short_code</c>, <c>vanity_short_code</c>, <c>toll_free</c>, <c>long_code</c> (10DLC, too) or <c>alpha</c>. Default: told from the number.</summary>
    public string? Type { get; set; }

    /// <summary>
    /// <c>verified</c>, <c>pending</c>, <c>in_review</c>, <c>rejected</c>, <c>suspended</c> or <c>unverified</c>; another word counts as unverified. Only verified numbers send. Default
    /// <c>verified</c>. Where the number's register begins: what is changed by API (<c>/api/sending-numbers</c>) holds until this setting says something else than it did.
    /// </summary>
    public string Status { get; set; } = "verified";

    /// <summary>The configured carrier that owns it. Default: the only carrier; required when there are several.</summary>
    public string? Carrier { get; set; }

    /// <summary>
    /// Segments per second, over all silos together, 0–100000. Default 0: unlimited. Faster than the provider lets it leaves messages in its queue, or has them refused.
    /// </summary>
    public double SegmentsPerSecond { get; set; }

    /// <summary>ISO 3166-1 alpha-2 codes it may send to, as a list or separated by commas. Default: every country.</summary>
    public List<string> Countries { get; } = [];
}
