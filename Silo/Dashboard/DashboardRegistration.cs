using Orleans.Dashboard;
using Orleans.Providers;
using Orleans.Serialization.Configuration;

namespace Sms;

/// <summary>The Orleans dashboard, where a silo is: calls, latencies and activations by grain type, for operators.</summary>
public static class DashboardRegistration
{
    private const string Path = "/dashboard";

    /// <summary><c>Dashboard:Enabled</c>, true by default. While nobody looks it costs next to nothing; while somebody does, it looks at every grain call.</summary>
    public static IHostApplicationBuilder AddSmsDashboard(this IHostApplicationBuilder builder)
    {
        if (!IsOn(builder.Configuration)) return builder;
        return builder.UseOrleans(silo =>
        {
            var own = silo.Services.Count;
            // Its live view of the log would show every line of the process to whoever watches.
            silo.AddDashboard(options => options.HideTrace = true);
            OnlyWhileLookedAt(silo.Services, [.. silo.Services.Skip(own)]);
        });
    }

    /// <param name="admits">Whether the request is an operator's.</param>
    /// <param name="turnAway">Answers everybody else.</param>
    public static WebApplication MapSmsDashboard(this WebApplication app, Func<HttpContext, bool> admits, Action<HttpContext> turnAway)
    {
        if (!IsOn(app.Configuration)) return app;
        // By what was routed to and not by path: no spelling of the address leads around it.
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<OperatorsOnly>() is not null, guarded => guarded.Use(async (context, next) =>
        {
            if (admits(context)) await next(context);
            else turnAway(context);
        }));
        // Its pages are compressed when they are mapped, half a second of a start: that is left for the first who looks.
        var pages = new Lazy<RequestDelegate>(() => new ApplicationBuilder(app.Services).UseRouting().UseEndpoints(mapped => mapped.MapOrleansDashboard(Path)).Build());
        var watch = app.Services.GetRequiredService<DashboardWatch>();
        app.Map(Path + "/{**rest}", async context =>
        {
            await watch.LookAsync();
            context.SetEndpoint(null);
            await pages.Value(context);
        }).WithMetadata(new OperatorsOnly()).ExcludeFromDescription();
        return app;
    }

    /// <summary>Of what the package registers, the two that cost something are taken out and put behind a <see cref="DashboardWatch"/>.</summary>
    private static void OnlyWhileLookedAt(IServiceCollection services, List<ServiceDescriptor> added)
    {
        // Its hosted service is the one that collects, from a stage of the silo's life on, for which it has another name.
        var collector = added.Single(service => service.ServiceType == typeof(IHostedService)).ImplementationFactory!.Method.ReturnType;
        var begins = added.Single(service => service.ServiceType == typeof(ILifecycleParticipant<ISiloLifecycle>) && service.ImplementationFactory?.Method.ReturnType == typeof(object));
        var filter = added.Single(service => service.ServiceType == typeof(IIncomingGrainCallFilter));
        services.Remove(begins);
        services.Remove(filter);
        services.AddSingleton(provider => new DashboardWatch(
            () => ActivatorUtilities.CreateInstance<DashboardCollector>(provider, ActivatorUtilities.CreateInstance(provider, collector)),
            () => provider.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).SendControlCommandToProvider<DashboardWatch>(DashboardWatch.Name, 0),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<DashboardWatch>>()));
        services.AddHostedService(provider => provider.GetRequiredService<DashboardWatch>());
        services.AddSingleton<IIncomingGrainCallFilter>(provider =>
            ActivatorUtilities.CreateInstance<DashboardFilter>(provider, ActivatorUtilities.CreateInstance(provider, filter.ImplementationType!)));
        // Silos name it to each other by its type.
        services.Configure<TypeManifestOptions>(types => types.AddAllowedType(typeof(DashboardWatch)));
        services.AddKeyedSingleton<IControllable>(DashboardWatch.Name, (provider, _) => provider.GetRequiredService<DashboardWatch>());
    }

    private static bool IsOn(IConfiguration configuration) =>
        ClusterSettings.Of(configuration).Role is not ClusterRole.Gateway && configuration.GetValue("Dashboard:Enabled", true);

    private sealed class OperatorsOnly;
}
