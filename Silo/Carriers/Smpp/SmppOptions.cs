namespace Sms;

/// <summary><c>Carriers:{name}</c> of kind Smpp: a provider, or a carrier's own SMSC, over SMPP 3.4. Every silo binds for itself.</summary>
internal sealed class SmppOptions : CarrierOptions
{
    /// <summary>Of an address that names no port.</summary>
    private const int Port = 2775, TlsPort = 3550;

    /// <summary>The account's name at the provider, up to 15 characters. Required.</summary>
    public string? SystemId { get; set; }

    /// <summary>Its password; the standard has up to 8 characters, some providers take more (up to 64 here). Required.</summary>
    public string? Password { get; set; }

    /// <summary>What the provider asks for as <c>system_type</c>, up to 12 characters. Default: nothing.</summary>
    public string SystemType { get; set; } = "";

    /// <summary>What the provider asks for as <c>service_type</c>, up to 5 characters. Default: nothing.</summary>
    public string ServiceType { get; set; } = "";

    /// <summary>Transceiver binds of each silo, 1–32. Default 1. Providers limit them for the account: silos times this.</summary>
    public int Sessions { get; set; } = 1;

    /// <summary>
    /// Submits without an answer on each bind, 1–2000. Default 10, as most providers allow. The rate is at most this divided by the time of an answer; a
    /// connection that breaks leaves so many messages unknown.
    /// </summary>
    public int Window { get; set; } = 10;

    /// <summary>How often a silent connection is asked whether somebody is there, 5 s – 5 min. Default 30 s.</summary>
    public TimeSpan EnquireLink { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What <c>data_coding</c> 0 stands for at the provider: Gsm (default) or Latin1. What it has no characters for travels as UCS-2.</summary>
    public SmppDefaultAlphabet Alphabet { get; set; } = SmppDefaultAlphabet.Gsm;

    /// <summary>How parts of a long text are joined: Udh (default; a header in each), Sar (fields beside each) or Payload (in one piece, which the provider cuts).</summary>
    public SmppLongMessages LongMessages { get; set; } = SmppLongMessages.Udh;

    /// <summary><c>source_addr_ton</c> of short codes, 0–6. Default 3, network specific.</summary>
    public int ShortCodeTon { get; set; } = SmppAddress.NetworkSpecific;

    /// <summary>How the provider writes its ids in answers: Text (default), Hex or Decimal. Together with <see cref="ReceiptIds"/> for those who write them in two ways.</summary>
    public SmppIdBase AnswerIds { get; set; } = SmppIdBase.Text;

    /// <summary>How it writes them in receipts: Text (default), Hex or Decimal.</summary>
    public SmppIdBase ReceiptIds { get; set; } = SmppIdBase.Text;

    /// <summary>The provider's own error codes in receipts (<c>err:</c>): <c>Errors:011=DeviceUnreachable</c>, any failure type. Default: all unknown.</summary>
    public Dictionary<string, FailureType> Errors { get; set; } = [];

    public override IReadOnlyList<string> Schemes => ["smpp", "smpps"];

    public override void Check(string key, ICollection<string> wrong)
    {
        if (!InSandbox) Require(key + ":BaseUrl", BaseUrl, wrong);
        Fits(key + ":SystemId", SystemId, 15, wrong, required: true);
        Fits(key + ":Password", Password, 64, wrong, required: true);
        Fits(key + ":SystemType", SystemType, 12, wrong);
        Fits(key + ":ServiceType", ServiceType, 5, wrong);
        Known($"{key}:Alphabet", Alphabet, wrong);
        Known($"{key}:LongMessages", LongMessages, wrong);
        Known($"{key}:AnswerIds", AnswerIds, wrong);
        Known($"{key}:ReceiptIds", ReceiptIds, wrong);
        foreach (var (code, failure) in Errors)
            if (failure is FailureType.None || !Enum.IsDefined(failure)) wrong.Add($"{key}:Errors:{code} is none of {string.Join(", ", Enum.GetNames<FailureType>().Skip(1))}.");
    }

    public override void CheckBounds(string key, ICollection<string> wrong)
    {
        base.CheckBounds(key, wrong);
        CarriersValidator.Bound($"{key}:Sessions", Sessions, 1, 32, wrong);
        CarriersValidator.Bound($"{key}:Window", Window, 1, 2_000, wrong);
        CarriersValidator.Bound($"{key}:EnquireLink", EnquireLink.TotalSeconds, 5, 300, wrong);
        CarriersValidator.Bound($"{key}:ShortCodeTon", ShortCodeTon, 0, 6, wrong);
    }

    public override (ICarrier Carrier, ICarrierLine Line) Connect(CarrierSurroundings around)
    {
        var settings = Settings(around.Name, around.Sandbox);
        var logger = around.Loggers.CreateLogger<SmppLine>();
        var line = new SmppLine(settings, new CarrierGuard(around.Name, Breaker(around.Clock), logger), around.Clock, logger);
        return (new SmppCarrier(settings, line, new SmppReceipts(settings, Errors, line.Sent)), line);
    }

    protected override void Fill(SandboxAccount account) => (SystemId, Password) = (SystemId ?? SandboxAccount.SystemId, Password ?? account.Token);

    private SmppSettings Settings(string name, SandboxAddress sandbox)
    {
        var address = BaseUrl is null ? null : WithPort(new Uri(BaseUrl));
        return new SmppSettings
        {
            Name = name,
            Address = () => address ?? sandbox.Smpp,
            SystemId = SystemId!,
            Password = Password!,
            SystemType = SystemType,
            ServiceType = ServiceType,
            Sessions = Sessions,
            Window = Window,
            EnquireLink = EnquireLink,
            ConnectTimeout = ConnectTimeout,
            SubmitTimeout = SubmitTimeout,
            Gsm = Alphabet is SmppDefaultAlphabet.Gsm,
            LongMessages = LongMessages,
            ShortCodeType = (byte)ShortCodeTon,
            AnswerIds = AnswerIds,
            ReceiptIds = ReceiptIds,
        };
    }

    private static Uri WithPort(Uri url) => url.Port > 0 ? url : new UriBuilder(url) { Port = url.Scheme == "smpps" ? TlsPort : Port }.Uri;

    private static void Fits(string key, string? value, int longest, ICollection<string> wrong, bool required = false)
    {
        if (required) Require(key, value, wrong);
        if (value?.Length > longest || value?.AsSpan().ContainsAnyExceptInRange(' ', '~') is true)
            wrong.Add($"{key} must be at most {longest} characters of ASCII.");
    }

    private static void Known<T>(string key, T value, ICollection<string> wrong) where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) wrong.Add($"{key} is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}

internal enum SmppDefaultAlphabet
{
    Gsm,
    Latin1,
}
