namespace Sms;

/// <summary><c>Carriers:{name}</c> of kind Plivo.</summary>
internal sealed class PlivoOptions : WebCarrierOptions
{
    /// <summary>The account or subaccount (<c>MA…</c>, <c>SA…</c>). Required.</summary>
    public string? AuthId { get; set; }

    /// <summary>Its token: it pays for sending and proves callbacks. Required.</summary>
    public string? AuthToken { get; set; }

    /// <summary>The token before the last rotation: callbacks signed with it are still taken. Default: none.</summary>
    public string? PreviousAuthToken { get; set; }

    /// <summary>
    /// Take callbacks with a V3 signature only. Default false, for Plivo promises V2 for messages: it covers URL and nonce, but not the body, so who captures
    /// a callback can change its words. Turn it on once your callbacks carry <c>X-Plivo-Signature-V3</c>; with it off, a V3 signature that is there must fit.
    /// </summary>
    public bool RequireV3 { get; set; }

    protected override Uri Home { get; } = new("https://api.plivo.com");

    public override void Check(string key, ICollection<string> wrong)
    {
        Require(key + ":AuthId", AuthId, wrong);
        Require(key + ":AuthToken", AuthToken, wrong);
        NotEmpty(key + ":PreviousAuthToken", PreviousAuthToken, wrong);
    }

    public override ICarrier Create(CarrierHttp http, string callbackBase)
    {
        string[] tokens = PreviousAuthToken is null ? [AuthToken!] : [AuthToken!, PreviousAuthToken];
        return new PlivoCarrier(http, AuthId!, AuthToken!, new PlivoCallbackReader(http.Name, tokens, RequireV3), callbackBase);
    }

    protected override void Fill(SandboxAccount account) => (AuthId, AuthToken) = (AuthId ?? account.Sid, AuthToken ?? account.Token);
}
