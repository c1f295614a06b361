using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Reads the configuration and fills in what follows from it. What is wrong is left for <see cref="CarriersValidator"/> to name.</summary>
internal sealed class CarriersBinder(IConfiguration configuration) : IConfigureOptions<CarriersOptions>
{
    public const string SandboxName = "sandbox";

    public void Configure(CarriersOptions options)
    {
        if (configuration["Gateway:PublicUrl"] is { Length: > 0 } url) options.PublicUrl = url.TrimEnd('/');
        var account = SandboxAccount.Of(configuration);
        foreach (var section in configuration.GetSection("Carriers").GetChildren())
            if (Read(section, account, options.Unreadable) is { } carrier) options.Carriers[section.Key] = carrier;
        if (options.Carriers.Count == 0 && options.Unreadable.Count == 0)
        {
            var carrier = new TwilioOptions();
            carrier.UseSandbox(account);
            options.Carriers[SandboxName] = carrier;
        }

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

    private static CarrierOptions? Read(IConfigurationSection section, SandboxAccount account, List<string> unreadable)
    {
        var kind = KindOf(section, "Kind", section.Key == SandboxName ? CarrierKind.Sandbox : CarrierKind.Twilio, unreadable);
        var dialect = kind is CarrierKind.Sandbox ? KindOf(section, "Dialect", CarrierKind.Twilio, unreadable) : kind;
        CarrierOptions? carrier = dialect switch
        {
            CarrierKind.Twilio => section.Get<TwilioOptions>() ?? new TwilioOptions(),
            CarrierKind.Vonage => section.Get<VonageOptions>() ?? new VonageOptions(),
            CarrierKind.Telnyx => section.Get<TelnyxOptions>() ?? new TelnyxOptions(),
            CarrierKind.Plivo => section.Get<PlivoOptions>() ?? new PlivoOptions(),
            CarrierKind.Smpp => section.Get<SmppOptions>() ?? new SmppOptions(),
            CarrierKind.Http when kind is CarrierKind.Http => HttpCarrierOptions.Read(section),
            _ => null,
        };
        if (carrier is null && dialect is not null) unreadable.Add($"{section.Path}:Dialect: the sandbox does not speak {dialect}.");
        if (kind is CarrierKind.Sandbox) carrier?.UseSandbox(account);
        return carrier;
    }

    private static CarrierKind? KindOf(IConfigurationSection section, string name, CarrierKind otherwise, List<string> unreadable)
    {
        if (section[name] is not { Length: > 0 } text) return otherwise;
        if (Enum.TryParse<CarrierKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(text[0])) return kind;
        unreadable.Add($"{section.Path}:{name} '{text}' is none of {string.Join(", ", Enum.GetNames<CarrierKind>())}.");
        return null;
    }

    private static IEnumerable<SendingNumberOptions> SandboxNumbers(CarriersOptions options)
    {
        var sandbox = options.Carriers.FirstOrDefault(c => c.Value.InSandbox).Key;
        if (sandbox is null) yield break;
        yield return new SendingNumberOptions { Number = "78745", Carrier = sandbox };
        yield return new SendingNumberOptions { Number = "+18885550100", Carrier = sandbox };
    }
}
