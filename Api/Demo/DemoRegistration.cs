namespace Sms;

internal static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services, DemoOptions options)
    {
        if (!options.Enabled) return services;
        services.AddSingleton(options);
        return services.AddHostedService<DemoRun>();
    }
}
