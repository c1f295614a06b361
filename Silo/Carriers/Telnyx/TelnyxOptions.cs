namespace Sms;

/// <summary><c>Carriers:{name}</c> of kind Telnyx.</summary>
internal sealed class TelnyxOptions : WebCarrierOptions
{
    /// <summary>An API key (v2, <c>KEY…</c>). Required.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The account's public key as the portal shows it: base64 of 32 bytes. It proves callbacks. Required.</summary>
    public string? PublicKey { get; set; }

    /// <summary>The public key before the last rotation: callbacks signed with it are still taken. Default: none.</summary>
    public string? PreviousPublicKey { get; set; }

    /// <summary>The messaging profile to send with. Default: the one the sending number belongs to; alphanumeric senders need it.</summary>
    public string? MessagingProfileId { get; set; }

    /// <summary>
    /// How old a signed callback may be, 10 s – 1 day. Default 5 min, as the vendor advises. Shorter makes a captured callback useless sooner, longer takes
    /// one that was held up on the way; receipts are idempotent either way.
    /// </summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);

    protected override Uri Home { get; } = new("https://api.telnyx.com");

    public override void Check(string key, ICollection<string> wrong)
    {
        Require(key + ":ApiKey", ApiKey, wrong);
        if (TelnyxSignature.Key(PublicKey) is null) wrong.Add($"{key}:PublicKey must be the base64 of an Ed25519 key, 32 bytes.");
        if (PreviousPublicKey is not null && TelnyxSignature.Key(PreviousPublicKey) is null) wrong.Add($"{key}:PreviousPublicKey must be the base64 of an Ed25519 key, 32 bytes; or leave it out.");
        CheckTolerance(key, Tolerance, wrong);
    }

    public override ICarrier Create(CarrierHttp http, string callbackBase) =>
        new TelnyxCarrier(http, this, new TelnyxCallbackReader(http.Name, Keys(), Tolerance, callbackBase), callbackBase);

    protected override void Fill(SandboxAccount account) => (ApiKey, PublicKey) = (ApiKey ?? account.Token, PublicKey ?? account.TelnyxPublicKey);

    private NSec.Cryptography.PublicKey[] Keys() =>
        [.. new[] { PublicKey, PreviousPublicKey }.Select(TelnyxSignature.Key).OfType<NSec.Cryptography.PublicKey>()];
}
