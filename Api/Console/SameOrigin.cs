namespace Sms;

/// <summary>Whether a form was sent from our own page. Browsers name the sending site; another site cannot make them name ours.</summary>
internal static class SameOrigin
{
    public static bool Holds(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [var site] && site is not ("same-origin" or "none")) return false;
        // Scheme and port stay out of it where a proxy ends TLS: it passes the host on as the browser wrote it.
        return Origin(request) is { } origin && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Also behind a proxy that ends TLS: the browser's own words count.</summary>
    public static bool IsHttps(HttpRequest request) => request.IsHttps || Origin(request)?.Scheme == Uri.UriSchemeHttps;

    private static Uri? Origin(HttpRequest request) =>
        request.Headers.Origin is [var text] && Uri.TryCreate(text, UriKind.Absolute, out var origin) ? origin : null;
}
