namespace Sms;

internal static class EndpointErrors
{
    /// <summary>Documents the errors of an endpoint: those given, and the ones every endpoint can answer.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in (ReadOnlySpan<int>)[400, 401, .. statuses, 429, 503]) route.Produces<ErrorDocument>(status, ApiJson.MediaType);
        return route;
    }
}
