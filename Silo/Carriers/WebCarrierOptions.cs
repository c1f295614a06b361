namespace Sms;

/// <summary><c>Carriers:{name}</c> of a vendor with an HTTP API.</summary>
internal abstract class WebCarrierOptions : CarrierOptions
{
    /// <summary>Connections to the provider at once, 1–4096. Default 256. Fewer limit the rate to this number divided by the answer time; more may be throttled by the provider.</summary>
    public int Connections { get; set; } = 256;

    /// <summary>How long one look-up request may take, 1–60 s. Default 20 s.</summary>
    public TimeSpan LookupTimeout { get; set; } = TimeSpan.FromSeconds(20);

    public override IReadOnlyList<string> Schemes => ["http", "https"];

    /// <summary>Where the API is when <see cref="CarrierOptions.BaseUrl"/> says nothing.</summary>
    protected abstract Uri Home { get; }

    /// <summary>The adapter. Called once, after <see cref="CarrierOptions.Check"/> found nothing.</summary>
    /// <param name="callbackBase">The gateway's public address, without a slash at the end.</param>
    public abstract ICarrier Create(CarrierHttp http, string callbackBase);

    public override void CheckBounds(string key, ICollection<string> wrong)
    {
        base.CheckBounds(key, wrong);
        CarriersValidator.Bound($"{key}:Connections", Connections, 1, 4096, wrong);
        CarriersValidator.Bound($"{key}:LookupTimeout", LookupTimeout.TotalSeconds, 1, 60, wrong);
    }

    public override (ICarrier Carrier, ICarrierLine Line) Connect(CarrierSurroundings around)
    {
        var http = new CarrierHttp(Http(around.Name, around.Sandbox), Breaker(around.Clock), around.Clock, around.Loggers.CreateLogger<CarrierHttp>());
        return (Create(http, around.CallbackBase), http);
    }

    public CarrierHttpSettings Http(string name, SandboxAddress sandbox)
    {
        var address = BaseUrl is null ? Home : new Uri(BaseUrl);
        return new CarrierHttpSettings(
            name, InSandbox && BaseUrl is null ? () => sandbox.Url : () => address, Connections, ConnectTimeout, SubmitTimeout, LookupTimeout);
    }
}
