namespace Sms;

/// <summary>
/// <c>Carriers:{name}</c>: what carriers of every kind have; each kind adds its own. The name is part of the callback URL: 1–40 of a–z, 0–9 and '-'.
/// <c>Kind</c> is one of <see cref="CarrierKind"/>; default: Sandbox for a carrier named <c>sandbox</c>, else Twilio. A carrier of kind Sandbox speaks the
/// language of its <c>Dialect</c>: Twilio (default), Vonage, Telnyx, Plivo or Smpp.
/// </summary>
internal abstract class CarrierOptions
{
    /// <summary>Where the provider is: http(s), for SMPP smpp or smpps. Default: the vendor's own address, or the sandbox's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>How long a connection may take, 0.1–60 s. Default 5 s. Nothing was sent when it runs out.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a whole submit may take, 1–25 s. Default 20 s. Shorter makes more unknown outcomes, longer holds up the wave.</summary>
    public TimeSpan SubmitTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Submits in a row without an answer that pause the carrier, 1–10000. Default 20. Each of them is a message to look up; too few stop for a hiccup.</summary>
    public int BreakAfter { get; set; } = 20;

    /// <summary>How long the carrier pauses before a few submits try it again, 0.1–300 s. Default 5 s.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>It is the sandbox that speaks this vendor's language.</summary>
    internal bool InSandbox { get; private set; }

    /// <summary>What an address of this kind may begin with.</summary>
    public abstract IReadOnlyList<string> Schemes { get; }

    /// <summary>Names, under <paramref name="key"/>, what is missing or cannot work of the vendor's own options.</summary>
    public abstract void Check(string key, ICollection<string> wrong);

    /// <summary>The adapter and its connections. Called once, after nothing was found wrong.</summary>
    public abstract (ICarrier Carrier, ICarrierLine Line) Connect(CarrierSurroundings around);

    /// <summary>Names numbers and times that are out of bounds.</summary>
    public virtual void CheckBounds(string key, ICollection<string> wrong)
    {
        CarriersValidator.Bound($"{key}:BreakAfter", BreakAfter, 1, 10_000, wrong);
        CarriersValidator.Bound($"{key}:ConnectTimeout", ConnectTimeout.TotalSeconds, 0.1, 60, wrong);
        CarriersValidator.Bound($"{key}:SubmitTimeout", SubmitTimeout.TotalSeconds, 1, 25, wrong);
        CarriersValidator.Bound($"{key}:BreakFor", BreakFor.TotalSeconds, 0.1, 300, wrong);
    }

    /// <summary>Takes the sandbox's account where none is configured.</summary>
    public void UseSandbox(SandboxAccount account)
    {
        InSandbox = true;
        Fill(account);
    }

    public CarrierBreaker Breaker(TimeProvider clock) => new(clock, BreakAfter, BreakFor);

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
