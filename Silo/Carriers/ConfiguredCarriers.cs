using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The carriers of the configuration, made once.</summary>
internal sealed class ConfiguredCarriers(
    IOptions<CarriersOptions> options, SandboxAddress sandbox, TimeProvider clock, ILogger<TwilioCarrier> logger) : ICarriers, IDisposable
{
    private static readonly Uri TwilioApi = new("https://api.twilio.com");

    private readonly FrozenDictionary<string, TwilioCarrier> carriers = options.Value.Carriers.ToFrozenDictionary(
        c => c.Key,
        c => new TwilioCarrier(
            Settings(c.Key, c.Value, options.Value.PublicUrl, sandbox), new CarrierBreaker(clock, c.Value.BreakAfter, c.Value.BreakFor), clock, logger),
        StringComparer.Ordinal);

    public ICarrier? Find(string name) => carriers.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var carrier in carriers.Values) carrier.Dispose();
    }

    private static TwilioSettings Settings(string name, CarrierOptions carrier, string publicUrl, SandboxAddress sandbox)
    {
        var configured = carrier.BaseUrl is null ? null : new Uri(carrier.BaseUrl);
        Func<Uri> address = configured is not null ? () => configured : carrier.Kind is CarrierKind.Sandbox ? () => sandbox.Url : () => TwilioApi;
        return new TwilioSettings(
            name, address, carrier.AccountSid!, carrier.AuthToken!, carrier.PreviousAuthToken, publicUrl, carrier.Connections, carrier.ConnectTimeout,
            carrier.SubmitTimeout, carrier.LookupTimeout);
    }
}
