using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sms;

public static class CarriersRegistration
{
    /// <summary>
    /// The carriers and sending numbers of the configuration, and the sandbox's server where it is to run (<c>Sandbox:Enabled</c>). Without any
    /// configuration: one carrier, <c>sandbox</c>, with a short code and a toll-free number.
    /// </summary>
    public static IServiceCollection AddCarriers(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<CarriersOptions>>(new CarriersBinder(configuration));
        services.AddSingleton<IValidateOptions<CarriersOptions>, CarriersValidator>();
        services.AddOptions<CarriersOptions>().ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton<CarrierGauges>();
        services.AddSingleton<ConfiguredCarriers>();
        services.AddSingleton<ICarriers>(provider => provider.GetRequiredService<ConfiguredCarriers>());
        services.AddSingleton<ConfiguredNumbers>();
        services.AddSingleton<IConfiguredNumbers>(provider => provider.GetRequiredService<ConfiguredNumbers>());
        services.AddSingleton<ISendingNumbers>(provider => provider.GetRequiredService<ConfiguredNumbers>());
        return services.AddSandbox(configuration);
    }
}
