using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sms;

public static class SandboxRegistration
{
    private const string HomeOfSmpp = "smpp://localhost:5082";

    /// <summary>The sandbox's address, and its server where it is to run in this process (<c>Sandbox:Enabled</c>).</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Sandbox");
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SandboxOptions>().Bind(section).PostConfigure(options => options.SmppUrl ??= SpeaksSmpp(configuration) ? HomeOfSmpp : null)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<SandboxOptions>>().Value;
            return new SandboxAddress(new Uri(options.Url), new Uri(options.SmppUrl ?? HomeOfSmpp));
        });
        if (!IsEnabled(configuration)) return services;

        services.AddSingleton(SandboxAccount.Of(configuration));
        services.AddSingleton(SandboxDatabase.Of(configuration));
        services.AddOptions<SandboxBehaviour>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new SandboxMood(provider.GetRequiredService<IOptions<SandboxBehaviour>>().Value));
        services.AddSingleton<SandboxServer>();
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SandboxServer>());
    }

    private static bool SpeaksSmpp(IConfiguration configuration) => configuration.GetSection("Carriers").GetChildren()
        .Any(carrier => SandboxAccount.IsSandbox(carrier) && string.Equals(carrier["Dialect"], nameof(CarrierKind.Smpp), StringComparison.OrdinalIgnoreCase));

    private static bool IsEnabled(IConfiguration configuration)
    {
        if (configuration.GetValue<bool?>("Sandbox:Enabled") is { } asked) return asked;
        var carriers = configuration.GetSection("Carriers").GetChildren().ToList();
        return carriers.Count == 0 || carriers.Any(SandboxAccount.IsSandbox);
    }
}
