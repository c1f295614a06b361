using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Sms;

/// <summary>Metrics for whoever scrapes <c>/metrics</c>, and metrics and traces for an OpenTelemetry collector where one is configured.</summary>
public static class TelemetryRegistration
{
    private const string Path = "/metrics";
    private const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        MessageCounters.MeterName, LedgerInstruments.MeterName, OrleansMeter.Name, "Npgsql", "System.Net.Http", "System.Runtime",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    /// <summary>Paths whose requests are no traces: callbacks have a better one, and who looks after the process is not its traffic.</summary>
    private static readonly string[] Untraced = ["/carriers", "/metrics", "/health", "/dashboard"];

    /// <summary>Part of every role; see <see cref="TelemetryOptions"/> for the settings.</summary>
    internal static IHostApplicationBuilder AddSmsTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>().Bind(builder.Configuration.GetSection(TelemetryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        var telemetry = builder.Services.AddOpenTelemetry();
        telemetry.ConfigureResource(resource => resource.AddService(ServiceName(builder.Configuration)).AddEnvironmentVariableDetector());
        if (IsOn(builder.Configuration))
        {
            telemetry.WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddView(OrleansMeter.Select).AddPrometheusExporter();
                if (HasCollector(builder.Configuration)) metrics.AddOtlpExporter();
            });
        }

        if (!HasCollector(builder.Configuration)) return builder;
        telemetry.WithTracing(tracing =>
        {
            // No spans of the database: entries of many messages are committed together, and belong to no message's trace.
            tracing.AddSource(MessageSpans.SourceName, "Microsoft.Orleans.Application", "Microsoft.Orleans.Storage").AddOtlpExporter();
            tracing.AddAspNetCoreInstrumentation(requests => requests.Filter = context => !Untraced.Any(path => context.Request.Path.StartsWithSegments(path)));
            tracing.SetSampler(services => new MessageSampler(services.GetRequiredService<IOptions<TelemetryOptions>>().Value.SampleRatio));
        });
        return builder;
    }

    /// <summary>Grain calls carry their trace only where it is exported: otherwise each would pay for a filter.</summary>
    internal static ISiloBuilder AddTracePropagation(this ISiloBuilder silo) => HasCollector(silo.Configuration) ? silo.AddActivityPropagation() : silo;

    /// <inheritdoc cref="AddTracePropagation(ISiloBuilder)"/>
    internal static IClientBuilder AddTracePropagation(this IClientBuilder client) => HasCollector(client.Configuration) ? client.AddActivityPropagation() : client;

    /// <summary><c>/metrics</c> in Prometheus' text format.</summary>
    /// <param name="admits">Who may look; null: whoever reaches the port.</param>
    public static WebApplication MapSmsMetrics(this WebApplication app, Func<HttpContext, bool>? admits)
    {
        if (!IsOn(app.Configuration)) return app;
        app.MapPrometheusScrapingEndpoint(Path, meterProvider: null, optionsName: null, configureBranchedPipeline: scrape => scrape.Use(async (context, next) =>
        {
            if (admits?.Invoke(context) != false)
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
        })).ExcludeFromDescription();
        return app;
    }

    private static bool IsOn(IConfiguration configuration) => configuration.GetValue($"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Metrics)}", true);

    private static bool HasCollector(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[CollectorSetting]);

    private static string ServiceName(IConfiguration configuration) => ClusterSettings.Of(configuration).Role switch
    {
        ClusterRole.Silo => "received-sms-silo",
        ClusterRole.Gateway => "received-sms-gateway",
        _ => "received-sms",
    };
}
