using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Reads the configuration and fills in what follows from it. What is wrong is left for <see cref="CarriersValidator"/> to name.</summary>
internal sealed class CarriersBinder(IConfiguration configuration) : IConfigureOptions<CarriersOptions>
{
    public const string SandboxName = "sandbox";

    public void Configure(CarriersOptions options)
    {
        if (configuration["Gateway:PublicUrl"] is { Length: > 0 } url) options.PublicUrl = url.TrimEnd('/');
        foreach (var section in configuration.GetSection("Carriers").GetChildren())
        {
            var carrier = section.Get<CarrierOptions>() ?? new CarrierOptions();
            carrier.Kind ??= section.Key == SandboxName ? CarrierKind.Sandbox : CarrierKind.Twilio;
            options.Carriers[section.Key] = carrier;
        }
        if (options.Carriers.Count == 0) options.Carriers[SandboxName] = new CarrierOptions { Kind = CarrierKind.Sandbox };

        var account = SandboxAccount.Of(configuration);
        foreach (var carrier in options.Carriers.Values)
            if (carrier.Kind is CarrierKind.Sandbox) (carrier.AccountSid, carrier.AuthToken) = (carrier.AccountSid ?? account.Sid, carrier.AuthToken ?? account.Token);

        foreach (var section in configuration.GetSection("SendingNumbers").GetChildren())
        {
            var number = section.Get<SendingNumberOptions>() ?? new SendingNumberOptions();
            var countries = section.GetSection("Countries");
            if (countries.Value is { Length: > 0 } line)
                number.Countries.AddRange(line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            options.Numbers.Add(number);
        }
        if (options.Numbers.Count == 0) options.Numbers.AddRange(SandboxNumbers(options));
        foreach (var number in options.Numbers)
            if (options.Carriers.Count == 1) number.Carrier ??= options.Carriers.Keys.First();
    }

    private static IEnumerable<SendingNumberOptions> SandboxNumbers(CarriersOptions options)
    {
        var sandbox = options.Carriers.FirstOrDefault(c => c.Value.Kind is CarrierKind.Sandbox).Key;
        if (sandbox is null) yield break;
        yield return new SendingNumberOptions { Number = "78745", Carrier = sandbox };
        yield return new SendingNumberOptions { Number = "+18885550100", Carrier = sandbox };
    }
}
