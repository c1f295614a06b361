namespace Sms;

/// <summary>The protocol a configured carrier speaks.</summary>
internal enum CarrierKind
{
    /// <summary>Twilio's Messages API.</summary>
    Twilio,
    /// <summary>Vonage's SMS API.</summary>
    Vonage,
    /// <summary>Telnyx' Messaging API v2.</summary>
    Telnyx,
    /// <summary>Plivo's Message API.</summary>
    Plivo,
    /// <summary>Any provider with an HTTP API, described by configuration.</summary>
    Http,
    /// <summary>Any provider, or a carrier's own SMSC, over SMPP 3.4.</summary>
    Smpp,
    /// <summary>The built-in sandbox at <c>Sandbox:Url</c>, with the sandbox's account. No text reaches anybody.</summary>
    Sandbox,
}
