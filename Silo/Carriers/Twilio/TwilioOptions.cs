namespace Sms;

/// <summary><c>Carriers:{name}</c> of kind Twilio, and of the sandbox in its first dialect.</summary>
internal sealed class TwilioOptions : WebCarrierOptions
{
    /// <summary>The account (<c>AC…</c>). Required; default for the sandbox: <c>Sandbox:AccountSid</c>.</summary>
    public string? AccountSid { get; set; }

    /// <summary>The account's primary token: it pays for sending and proves callbacks. Required; default for the sandbox: <c>Sandbox:AuthToken</c>.</summary>
    public string? AuthToken { get; set; }

    /// <summary>The token before the last rotation: callbacks signed with it are still taken. Default: none. Remove it once the rotation is over.</summary>
    public string? PreviousAuthToken { get; set; }

    protected override Uri Home { get; } = new("https://api.twilio.com");

    public override void Check(string key, ICollection<string> wrong)
    {
        Require(key + ":AccountSid", AccountSid, wrong);
        Require(key + ":AuthToken", AuthToken, wrong);
        NotEmpty(key + ":PreviousAuthToken", PreviousAuthToken, wrong);
    }

    public override ICarrier Create(CarrierHttp http, string callbackBase) => new TwilioCarrier(
        http, AccountSid!, AuthToken!, new TwilioCallbackReader(http.Name, PreviousAuthToken is null ? [AuthToken!] : [AuthToken!, PreviousAuthToken]), callbackBase);

    protected override void Fill(SandboxAccount account) => (AccountSid, AuthToken) = (AccountSid ?? account.Sid, AuthToken ?? account.Token);
}
