using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>Answers a repeated <c>POST</c> with the same <c>Idempotency-Key</c> as the first time.</summary>
internal sealed class Idempotency(IdempotentAnswers answers)
{
    private const string Name = "Idempotency-Key";
    private const int Longest = 255;
    // What a request says of its length is believed only so far.
    private const int LargestGuess = 16 * 1024 * 1024;

    public Task InvokeAsync(HttpContext context, int apiKey, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Headers.TryGetValue(Name, out var header)) return next(context);
        var key = header.ToString();
        return key.Length is > 0 and <= Longest
            ? ReplayAsync(context, $"{apiKey} {key}", next)
            : throw RefusedException.Header(Name, $"1 to {Longest} characters were expected.");
    }

    private async Task ReplayAsync(HttpContext context, string key, RequestDelegate next)
    {
        var body = await ReadAsync(context.Request);
        var (entry, claimed) = answers.Claim(key, Fingerprint(context.Request, body));
        if (!claimed)
        {
            if (entry.Fingerprint != Fingerprint(context.Request, body))
                throw RefusedException.One(422, "idempotency_key_reused", "Unprocessable.", "This Idempotency-Key was used for another request.", new ApiErrorSource { Header = Name });
            await RepeatAsync(context.Response, entry.Answer ?? throw RefusedException.Conflict("in_progress", "The first request with this Idempotency-Key is still at work."));
            return;
        }

        context.Request.Body = new MemoryStream(body, writable: false);
        var wire = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        var kept = false;
        try
        {
            await next(context);
            // What the client can mend or try again is not an answer to keep.
            if (context.Response.StatusCode is >= 200 and < 300)
            {
                answers.Complete(entry, new(context.Response.StatusCode, context.Response.ContentType, context.Response.Headers.Location, copy.ToArray()));
                kept = true;
            }
        }
        finally
        {
            if (!kept) answers.Release(key, entry);
            context.Response.Body = wire;
        }
        copy.Position = 0;
        await copy.CopyToAsync(wire, context.RequestAborted);
    }

    private static async Task RepeatAsync(HttpResponse response, IdempotentAnswers.KeptAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.Location is not null) response.Headers.Location = answer.Location;
        response.Headers["Idempotency-Replayed"] = "true";
        await response.Body.WriteAsync(answer.Body);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        // An import's body is megabytes: read into its own size, not into ever larger ones.
        using var buffer = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, LargestGuess));
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
    }

    private static string Fingerprint(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(request.Path + request.QueryString.Value + "\n"));
        hash.AppendData(body);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
