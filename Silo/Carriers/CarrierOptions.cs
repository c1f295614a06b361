namespace Sms;

/// <summary>The protocol a configured carrier speaks.</summary>
internal enum CarrierKind
{
    /// <summary>Twilio's Messages API.</summary>
    Twilio,
    /// <summary>The built-in sandbox: Twilio's protocol at <c>Sandbox:Url</c>, with the sandbox's account. No text reaches anybody.</summary>
    Sandbox,
}

/// <summary><c>Carriers:{name}</c>. The name is part of the callback URL: 1–40 of a–z, 0–9 and '-'.</summary>
internal sealed class CarrierOptions
{
    /// <summary>Default: Sandbox for a carrier named <c>sandbox</c>, else Twilio.</summary>
    public CarrierKind? Kind { get; set; }

    /// <summary>Where the API is, http(s). Default: https://api.twilio.com, or the sandbox's own address.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The account (<c>AC…</c>). Required for Twilio; default for the sandbox: <c>Sandbox:AccountSid</c>.</summary>
    public string? AccountSid { get; set; }

    /// <summary>The account's primary token: it pays for sending and proves callbacks. Required for Twilio; default for the sandbox: <c>Sandbox:AuthToken</c>.</summary>
    public string? AuthToken { get; set; }

    /// <summary>The token before the last rotation: callbacks signed with it are still taken. Default: none. Remove it once the rotation is over.</summary>
    public string? PreviousAuthToken { get; set; }

    /// <summary>Connections to the provider at once, 1–4096. Default 256. Fewer limit the rate to this number divided by the answer time; more may be throttled by the provider.</summary>
    public int Connections { get; set; } = 256;

    /// <summary>How long a connection may take, 0.1–60 s. Default 5 s. Nothing was sent when it runs out.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a whole submit may take, 1–25 s. Default 20 s. Shorter makes more unknown outcomes, longer holds up the wave.</summary>
    public TimeSpan SubmitTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one look-up request may take, 1–60 s. Default 20 s.</summary>
    public TimeSpan LookupTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Submits in a row without an answer that pause the carrier, 1–10000. Default 50. Each of them is a message to look up; too few stop for a hiccup.</summary>
    public int BreakAfter { get; set; } = 50;

    /// <summary>How long the carrier pauses before a few submits try it again, 0.1–300 s. Default 5 s.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(5);
}
