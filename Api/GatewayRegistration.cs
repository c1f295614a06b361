using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scalar.AspNetCore;

namespace Sms;

/// <summary>The gateway: authenticate, parse, map outcomes to HTTP. It needs an <see cref="IGrainFactory"/> and nothing else of the system.</summary>
public static class GatewayRegistration
{
    private const long LargestBody = 5 * 1024 * 1024;

    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection(GatewayOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        // A connection keeps its 4 KB for what comes next. Else Kestrel asks by a read of nothing whether anything came: a system call more for every callback, and providers' connections are never quiet for long.
        services.Configure<SocketTransportOptions>(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        // So that a body that cannot be read is explained by Failures, in every environment.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => ApiKeys.Load(configuration));
        services.AddSingleton<RateLimit>().AddSingleton<IdempotentAnswers>().AddSingleton<Idempotency>().AddSingleton<PublicLinks>().AddSingleton<GatewayCounters>();
        return services.AddCarrierEndpoints().AddContract();
    }

    public static void MapGateway(this WebApplication app)
    {
        // Made now, so that a first start shows its key before anybody asks for one.
        app.Services.GetRequiredService<ApiKeys>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<LargeBodies>();
        app.UseMiddleware<Failures>();
        app.UseMiddleware<Admission>();
        app.UseMiddleware<ApiGate>();

        var api = app.MapGroup("/api");
        api.MapSubscribers();
        api.MapSegments();
        api.MapCampaigns();
        api.MapFlows();
        api.MapMessages();
        api.MapConversing();
        api.MapSendingNumbers();
        api.MapMetrics();
        app.MapCarriers();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs");
    }
}
