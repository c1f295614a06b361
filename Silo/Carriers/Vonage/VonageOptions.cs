namespace Sms;

/// <summary><c>Carriers:{name}</c> of kind Vonage.</summary>
internal sealed class VonageOptions : WebCarrierOptions
{
    private const string ReportsHome = "https://api.nexmo.com";

    /// <summary>The account's API key. Required.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The API key's secret: it pays for sending. Required.</summary>
    public string? ApiSecret { get; set; }

    /// <summary>The account's signature secret: it proves callbacks, which Vonage signs once signed webhooks are enabled for the account. Required.</summary>
    public string? SignatureSecret { get; set; }

    /// <summary>The signature secret before the last rotation: callbacks signed with it are still taken. Default: none.</summary>
    public string? PreviousSignatureSecret { get; set; }

    /// <summary>
    /// The account's signature method: Sha256 (default), Sha512, Sha1, Md5 (all HMAC) or Md5Hash, the account's default at Vonage and the weakest. What is
    /// signed by another method is refused.
    /// </summary>
    public VonageSignatureMethod SignatureMethod { get; set; } = VonageSignatureMethod.Sha256;

    /// <summary>
    /// How old a signed callback may be, 10 s – 7 days. Default 1 day, for as long as Vonage goes on sending what was not acknowledged; shorter makes a
    /// captured callback useless sooner, and loses receipts of an outage that lasts longer. Receipts are idempotent either way.
    /// </summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Where the Reports API is, by which messages are looked up; a paid service of its own. Default https://api.nexmo.com, or <c>BaseUrl</c> when that is set.</summary>
    public string? ReportsUrl { get; set; }

    protected override Uri Home { get; } = new("https://rest.nexmo.com");

    public override void Check(string key, ICollection<string> wrong)
    {
        Require(key + ":ApiKey", ApiKey, wrong);
        Require(key + ":ApiSecret", ApiSecret, wrong);
        Require(key + ":SignatureSecret", SignatureSecret, wrong);
        NotEmpty(key + ":PreviousSignatureSecret", PreviousSignatureSecret, wrong);
        if (!Enum.IsDefined(SignatureMethod)) wrong.Add($"{key}:SignatureMethod is none of {string.Join(", ", Enum.GetNames<VonageSignatureMethod>())}.");
        if (ReportsUrl is not null && !CarriersValidator.IsBase(ReportsUrl)) wrong.Add($"{key}:ReportsUrl must be an absolute http or https address; it is '{ReportsUrl}'.");
        CheckTolerance(key, Tolerance, wrong, TimeSpan.FromDays(7));
    }

    public override ICarrier Create(CarrierHttp http, string callbackBase)
    {
        string[] secrets = PreviousSignatureSecret is null ? [SignatureSecret!] : [SignatureSecret!, PreviousSignatureSecret];
        Func<Uri> reports = ReportsUrl is not null ? () => new Uri(ReportsUrl)
            : InSandbox || BaseUrl is not null ? () => http.At("")
            : () => new Uri(ReportsHome);
        return new VonageCarrier(
            http, ApiKey!, ApiSecret!, new VonageCallbackReader(http.Name, new VonageSignature(SignatureMethod, secrets), Tolerance),
            new VonageLookup(http, reports, ApiKey!, ApiSecret!), callbackBase);
    }

    protected override void Fill(SandboxAccount account) =>
        (ApiKey, ApiSecret, SignatureSecret) = (ApiKey ?? account.Sid, ApiSecret ?? account.Token, SignatureSecret ?? account.Token);
}
