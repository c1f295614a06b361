using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>For load balancers and people: alive is this process, ready is a silo whose ledger answers.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new Health("alive"))).WithTags("Health").WithSummary("The process is up.");
        routes.MapGet("/health/ready", ReadyAsync).WithTags("Health").WithSummary("A silo and the ledger answer.").Produces<ErrorDocument>(503, ApiJson.MediaType);
    }

    /// <summary>Reads at most one row through a grain; whatever goes wrong on the way becomes a 503 like everywhere else.</summary>
    private static async Task<Ok<Health>> ReadyAsync(IGrainFactory grains, IOptions<GatewayOptions> options, TimeProvider clock, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        await grains.Metrics().ParkedReceiptsAsync(1).WaitAsync(TimeSpan.FromSeconds(options.Value.ReadyTimeoutSeconds), clock, response.HttpContext.RequestAborted);
        return TypedResults.Ok(new Health("ready"));
    }
}

public sealed record Health(string Status);
