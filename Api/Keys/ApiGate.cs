namespace Sms;

/// <summary>What every request under <c>/api</c> passes: key, limit, revision, and the store of idempotent answers.</summary>
internal sealed class ApiGate(RequestDelegate next, ApiKeys keys, RateLimit limit, Idempotency idempotency)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) return next(context);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        var key = Authenticate(context);
        limit.Take(key, headers);
        if (Revision.Check(context.Request.Headers["revision"]) is { } problem) throw RefusedException.Header("revision", problem);
        return idempotency.InvokeAsync(context, key, next);
    }

    private int Authenticate(HttpContext context)
    {
        var presented = ApiKeys.Read(context.Request.Headers.Authorization);
        var key = presented is null ? -1 : keys.Find(presented);
        if (key >= 0) return key;
        context.Response.Headers.WWWAuthenticate = "Klaviyo-API-Key, Bearer";
        throw presented is null
            ? RefusedException.One(401, "not_authenticated", "Authentication credentials were not provided.", "Send 'Authorization: Klaviyo-API-Key <key>'.")
            : RefusedException.One(401, "authentication_failed", "Incorrect authentication credentials.", "This key is not known here.");
    }
}
