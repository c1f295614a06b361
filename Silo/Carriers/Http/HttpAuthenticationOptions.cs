namespace Sms;

internal enum HttpAuthenticationScheme
{
    /// <summary>Nothing is configured, and nothing is believed: an error at start.</summary>
    Unset,
    /// <summary>A header with the HMAC-SHA256 of the body.</summary>
    HmacSha256,
    /// <summary>A key in the callback's address, one a message.</summary>
    Secret,
    /// <summary>A name and password in the callback's address, which the provider sends as Basic authentication.</summary>
    Basic,
}

/// <summary>
/// <c>Carriers:{name}:Callback:Authentication</c>. Where neither a signature nor a field that is signed names the message, the callback's address
/// carries a key that fits this one message, so that what proves one receipt proves no other.
/// </summary>
internal sealed class HttpAuthenticationOptions
{
    /// <summary>HmacSha256, Secret or Basic. Required.</summary>
    public HttpAuthenticationScheme Scheme { get; set; }

    /// <summary>The signing secret, or what the keys in addresses are made from; at least 16 characters. Required but for Basic with <c>Callback:MessageId</c>.</summary>
    public string? Secret { get; set; }

    /// <summary>The secret before the last rotation: still taken. Default: none.</summary>
    public string? PreviousSecret { get; set; }

    /// <summary>HmacSha256: the header with the signature. Required.</summary>
    public string? Header { get; set; }

    /// <summary>HmacSha256: what stands before the signature in the header, for instance <c>sha256=</c>. Default nothing.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>
    /// HmacSha256: what is signed, of <c>{body}</c>, <c>{url}</c> and <c>{timestamp}</c>. Default <c>{body}</c>. With <c>{timestamp}</c>, give its header.
    /// </summary>
    public string Signs { get; set; } = "{body}";

    /// <summary>HmacSha256: the header with the time, Unix seconds, when it is signed. Default: none.</summary>
    public string? TimestampHeader { get; set; }

    /// <summary>How old a signed time may be, 10 s – 7 days. Default 5 min. Longer takes what was held up on the way, or sent again without being signed again.</summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Basic: required.</summary>
    public string? Username { get; set; }

    /// <summary>Basic: required, at least 12 characters.</summary>
    public string? Password { get; set; }

    public bool NeedsSecret => Scheme is HttpAuthenticationScheme.HmacSha256 or HttpAuthenticationScheme.Secret;

    public bool SignsUrl => Scheme is HttpAuthenticationScheme.HmacSha256 && Signs.Contains("{url}", StringComparison.Ordinal);

    public void Check(string key, ICollection<string> wrong)
    {
        if (Scheme is HttpAuthenticationScheme.Unset || !Enum.IsDefined(Scheme)) wrong.Add($"{key}:Scheme is missing: HmacSha256, Secret or Basic.");
        if (NeedsSecret && string.IsNullOrEmpty(Secret)) wrong.Add($"{key}:Secret is missing.");
        if (PreviousSecret is "") wrong.Add($"{key}:PreviousSecret is empty; leave it out.");
        if (Scheme is HttpAuthenticationScheme.HmacSha256)
        {
            if (string.IsNullOrEmpty(Header)) wrong.Add($"{key}:Header is missing.");
            if (!Signs.Contains("{body}", StringComparison.Ordinal)) wrong.Add($"{key}:Signs has no {{body}}: what is not signed cannot be believed.");
            if (Signs.Contains("{timestamp}", StringComparison.Ordinal) != (TimestampHeader is not null)) wrong.Add($"{key}: Signs with {{timestamp}} and TimestampHeader need each other.");
        }
        if (Scheme is HttpAuthenticationScheme.Basic)
        {
            if (string.IsNullOrEmpty(Username) || Username.Contains(':', StringComparison.Ordinal)) wrong.Add($"{key}:Username is missing, or has a colon.");
            if (Password is not { Length: >= 12 }) wrong.Add($"{key}:Password is missing, or shorter than 12 characters.");
        }
        if (Tolerance < TimeSpan.FromSeconds(10) || Tolerance > TimeSpan.FromDays(7)) wrong.Add($"{key}:Tolerance must be between 00:00:10 and 7.00:00:00; it is {Tolerance}.");
    }
}
