using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace Sms;

/// <summary>Turns whatever ends a request badly into JSON:API errors: exceptions, and the bare status codes of routing.</summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            var response = context.Response;
            if (response is { StatusCode: >= 400, HasStarted: false, ContentType: null } && response.ContentLength is null or 0)
                await WriteAsync(context, Bare(context));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            LogClientGone(context.Request.Method, context.Request.Path);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Explain(context, failure));
        }
    }

    private RefusedException Explain(HttpContext context, Exception failure)
    {
        switch (failure)
        {
            case RefusedException refused:
                return refused;
            case BadHttpRequestException { InnerException: JsonException json }:
                return Unreadable(json);
            case BadHttpRequestException bad:
                return RefusedException.One(bad.StatusCode, CodeOf(bad.StatusCode), TitleOf(bad.StatusCode), DetailOf(bad.StatusCode, bad.Message));
            case LedgerUnavailableException unavailable:
                LogUnavailable(context.Request.Method, context.Request.Path, failure);
                return Later(unavailable.RetryAfter);
            // A conflict means that another activation wrote first; the grain has stepped down, and the next attempt finds its successor.
            case TimeoutException or OrleansException or InconsistentStateException:
                LogUnavailable(context.Request.Method, context.Request.Path, failure);
                return Later(TimeSpan.FromSeconds(2));
            default:
                var error = ApiError.Of(500, "internal_error", "Internal error.", "Something went wrong on our side. The log has the details under this error's id.");
                LogFailed(error.Id, context.Request.Method, context.Request.Path, failure);
                return new RefusedException(500, [error]);
        }
    }

    private static RefusedException Unreadable(JsonException json)
    {
        var pointer = ApiJson.Pointer(json.Path);
        if (json is UnfitJsonException) return RefusedException.Field(pointer, json.Message);
        // Without a position it is well-formed JSON of the wrong shape as seen by a converter; either way the pointer says where.
        return RefusedException.Field(pointer, $"The body cannot be read here (line {(json.LineNumber ?? 0) + 1}): it is not JSON, or not of the expected type.");
    }

    private static RefusedException Later(TimeSpan wait) =>
        new(503, [ApiError.Of(503, "unavailable", "Temporarily unavailable.", "Nothing was acknowledged. Try again after the time given in Retry-After.")])
        {
            RetryAfter = wait,
        };

    private static RefusedException Bare(HttpContext context)
    {
        var status = context.Response.StatusCode;
        return RefusedException.One(status, CodeOf(status), TitleOf(status), DetailOf(status, $"{context.Request.Method} {context.Request.Path}"));
    }

    public static RefusedException TooLarge() => RefusedException.One(413, CodeOf(413), TitleOf(413), DetailOf(413, ""));

    public static async Task WriteAsync(HttpContext context, RefusedException refused)
    {
        var response = context.Response;
        response.StatusCode = refused.Status;
        response.ContentType = ApiJson.MediaType;
        if (refused.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await JsonSerializer.SerializeAsync(response.Body, new ErrorDocument(refused.Errors), ApiJson.Options, context.RequestAborted);
    }

    private static string CodeOf(int status) => status switch
    {
        401 => "not_authenticated",
        404 => "not_found",
        405 => "method_not_allowed",
        413 => "too_large",
        415 => "unsupported_media_type",
        _ => status < 500 ? "invalid" : "internal_error",
    };

    private static string TitleOf(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase + "." : "Error.";

    private static string DetailOf(int status, string what) => status switch
    {
        401 => "The signature does not fit.",
        404 => $"There is nothing at {what}.",
        405 => $"{what}: this method is not allowed here.",
        413 => "The body is larger than this endpoint takes.",
        415 => "Send application/json or application/vnd.api+json.",
        _ => what,
    };
}
