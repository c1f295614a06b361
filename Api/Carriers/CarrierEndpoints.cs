using Microsoft.AspNetCore.Mvc;

namespace Sms;

/// <summary>
/// Where carriers report. The hot path of the gateway: thousands of requests a second at a campaign's peak, so no binding, no JSON and no log
/// line for what goes well. What a callback says and whether to believe it is decided behind <see cref="ICarrierGrain"/>.
/// </summary>
internal static class CarrierEndpoints
{
    private const long LargestBody = 64 * 1024;
    private const string Status = "Status callback of a carrier; authenticated by the carrier's signature.";

    public static void MapCarriers(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/carriers/{carrier}/status/{messageId}", Status, (string carrier, string messageId, HttpContext context, CarrierCallbacks callbacks) =>
            callbacks.TakeAsync(carrier, messageId, context));
        // For vendors that name the message in the callback itself.
        Map(routes, "/carriers/{carrier}/status", Status, (string carrier, HttpContext context, CarrierCallbacks callbacks) => callbacks.TakeAsync(carrier, "", context));
        Map(routes, "/carriers/{carrier}/inbound", "A person's text; authenticated by the carrier's signature.",
            (string carrier, HttpContext context, CarrierCallbacks callbacks) => callbacks.TakeInboundAsync(carrier, context));
    }

    /// <summary>Some vendors can be set to report by GET; what such a request does is no more than its signature covers, and repeating it changes nothing.</summary>
    private static void Map(IEndpointRouteBuilder routes, string pattern, string summary, Delegate handler) =>
        routes.MapMethods(pattern, ["GET", "POST"], handler).WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .WithTags("Carriers").WithSummary(summary)
            .Produces(204).Produces<ErrorDocument>(400, ApiJson.MediaType).Produces<ErrorDocument>(401, ApiJson.MediaType)
            .Produces<ErrorDocument>(404, ApiJson.MediaType).Produces<ErrorDocument>(413, ApiJson.MediaType).Produces<ErrorDocument>(503, ApiJson.MediaType);
}
