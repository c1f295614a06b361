using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sms;

public static class SandboxRegistration
{
    /// <summary>The sandbox's address, and its server where it is to run in this process (<c>Sandbox:Enabled</c>).</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Sandbox");
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SandboxOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new SandboxAddress(new Uri(provider.GetRequiredService<IOptions<SandboxOptions>>().Value.Url)));
        if (!IsEnabled(configuration)) return services;

        services.AddSingleton(SandboxAccount.Of(configuration));
        services.AddSingleton(SandboxDatabase.Of(configuration));
        services.AddOptions<SandboxBehaviour>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new SandboxMood(provider.GetRequiredService<IOptions<SandboxBehaviour>>().Value));
        services.AddSingleton<SandboxServer>();
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SandboxServer>());
    }

    private static bool IsEnabled(IConfiguration configuration)
    {
        if (configuration.GetValue<bool?>("Sandbox:Enabled") is { } asked) return asked;
        var carriers = configuration.GetSection("Carriers").GetChildren().ToList();
        return carriers.Count == 0 || carriers.Any(SandboxAccount.IsSandbox);
    }
}
