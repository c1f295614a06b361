namespace Sms;

/// <summary>
/// <c>Carriers:{name}</c>: what carriers of every kind have; each kind adds its own. The name is part of the callback URL: 1–40 of a–z, 0–9 and '-'.
/// <c>Kind</c> is one of <see cref="CarrierKind"/>; default: Sandbox for a carrier named <c>sandbox</c>, else Twilio. A carrier of kind Sandbox speaks the
/// language of its <c>Dialect</c>: Twilio (default), Vonage, Telnyx or Plivo.
/// </summary>
internal abstract class CarrierOptions
{
    /// <summary>Where the API is, http(s). Default: the vendor's own address, or the sandbox's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Connections to the provider at once, 1–4096. Default 256. Fewer limit the rate to this number divided by the answer time; more may be throttled by the provider.</summary>
    public int Connections { get; set; } = 256;

    /// <summary>How long a connection may take, 0.1–60 s. Default 5 s. Nothing was sent when it runs out.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a whole submit may take, 1–25 s. Default 20 s. Shorter makes more unknown outcomes, longer holds up the wave.</summary>
    public TimeSpan SubmitTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one look-up request may take, 1–60 s. Default 20 s.</summary>
    public TimeSpan LookupTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Submits in a row without an answer that pause the carrier, 1–10000. Default 20. Each of them is a message to look up; too few stop for a hiccup.</summary>
    public int BreakAfter { get; set; } = 20;

    /// <summary>How long the carrier pauses before a few submits try it again, 0.1–300 s. Default 5 s.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>It is the sandbox that speaks this vendor's language.</summary>
    internal bool InSandbox { get; private set; }

    /// <summary>Where the API is when <see cref="BaseUrl"/> says nothing.</summary>
    protected abstract Uri Home { get; }

    /// <summary>Names, under <paramref name="key"/>, what is missing or cannot work of the vendor's own options.</summary>
    public abstract void Check(string key, ICollection<string> wrong);

    /// <summary>The adapter. Called once, after <see cref="Check"/> found nothing.</summary>
    /// <param name="callbackBase">The gateway's public address, without a slash at the end.</param>
    public abstract ICarrier Create(CarrierHttp http, string callbackBase);

    /// <summary>Takes the sandbox's account where none is configured.</summary>
    public void UseSandbox(SandboxAccount account)
    {
        InSandbox = true;
        Fill(account);
    }

    public CarrierHttpSettings Http(string name, SandboxAddress sandbox)
    {
        var address = BaseUrl is null ? Home : new Uri(BaseUrl);
        return new CarrierHttpSettings(
            name, InSandbox && BaseUrl is null ? () => sandbox.Url : () => address, Connections, ConnectTimeout, SubmitTimeout, LookupTimeout);
    }

    protected static void CheckTolerance(string key, TimeSpan tolerance, ICollection<string> wrong, TimeSpan? most = null)
    {
        var longest = most ?? TimeSpan.FromDays(1);
        if (tolerance < TimeSpan.FromSeconds(10) || tolerance > longest) wrong.Add($"{key}:Tolerance must be between 00:00:10 and {longest}; it is {tolerance}.");
    }

    protected abstract void Fill(SandboxAccount account);

    protected static void Require(string key, string? value, ICollection<string> wrong)
    {
        if (string.IsNullOrWhiteSpace(value)) wrong.Add($"{key} is missing.");
    }

    /// <summary>An old secret kept during a rotation: absent or something, never empty.</summary>
    protected static void NotEmpty(string key, string? value, ICollection<string> wrong)
    {
        if (value is "") wrong.Add($"{key} is empty; leave it out.");
    }
}
