using Orleans.Dashboard;

namespace Sms;

/// <summary>The Orleans dashboard, where a silo is: calls, latencies and activations by grain type, for operators.</summary>
public static class DashboardRegistration
{
    private const string Path = "/dashboard";

    /// <summary>
    /// <c>Dashboard:Enabled</c>, true by default. It looks at every grain call, some microseconds each: switch it off where the last percent of throughput counts.
    /// </summary>
    public static IHostApplicationBuilder AddSmsDashboard(this IHostApplicationBuilder builder)
    {
        // Its live view of the log would show every line of the process to whoever watches.
        if (IsOn(builder.Configuration)) builder.UseOrleans(silo => silo.AddDashboard(options => options.HideTrace = true));
        return builder;
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
        app.MapOrleansDashboard(Path).WithMetadata(new OperatorsOnly()).ExcludeFromDescription();
        return app;
    }

    private static bool IsOn(IConfiguration configuration) =>
        ClusterSettings.Of(configuration).Role is not ClusterRole.Gateway && configuration.GetValue("Dashboard:Enabled", true);

    private sealed class OperatorsOnly;
}
