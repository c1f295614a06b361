using System.Buffers;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Carries a callback as it came to where carriers are known, and the verdict back.</summary>
internal sealed class CarrierCallbacks(ICarrierDoor door, IOptions<GatewayOptions> options)
{
    private const int LongestName = 40;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly FrozenSet<string> Common = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Encoding",
        "Content-Length", "Content-Type", "Cookie", "Date", "Expect", "Forwarded", "Host", "Keep-Alive", "Origin", "Pragma", "Referer", "TE", "Traceparent",
        "Tracestate", "Transfer-Encoding", "Upgrade", "User-Agent", "Via");

    private readonly string publicUrl = (options.Value.PublicUrl ?? GatewayOptions.DefaultPublicUrl).TrimEnd('/');

    public Task TakeAsync(string carrier, string messageId, HttpContext context) =>
        TakeAsync(carrier, messageId, context, callback => door.ReceiveStatusAsync(carrier, messageId, callback));

    public Task TakeInboundAsync(string carrier, HttpContext context) => TakeAsync(carrier, "", context, callback => door.ReceiveInboundAsync(carrier, callback));

    private async Task TakeAsync(string carrier, string messageId, HttpContext context, Func<CarrierCallback, Task<CallbackVerdict>> receive)
    {
        if (!IsName(carrier))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var span = MessageSpans.StartCallback(carrier, messageId);
        var request = context.Request;
        var body = await ReadAsync(request);
        var callback = new CarrierCallback
        {
            Method = request.Method,
            Url = publicUrl + Target(context),
            ContentType = request.ContentType,
            Headers = Headers(request),
            Body = body,
        };
        var verdict = await receive(callback);
        span?.SetTag(MessageSpans.OutcomeTag, verdict.ToString());
        context.Response.StatusCode = verdict switch
        {
            CallbackVerdict.Taken => StatusCodes.Status204NoContent,
            CallbackVerdict.Forged => StatusCodes.Status401Unauthorized,
            CallbackVerdict.UnknownCarrier => StatusCodes.Status404NotFound,
            CallbackVerdict.Malformed => StatusCodes.Status400BadRequest,
            _ => throw new InvalidOperationException($"No answer for {verdict}"),
        };
    }

    /// <summary>As configuration demands of carriers' names. Anybody may call here: what cannot be a carrier wakes no grain.</summary>
    private static bool IsName(string carrier) => carrier.Length is >= 1 and <= LongestName && !carrier.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Path and query as they were sent, byte for byte: the carrier signed them before anybody decoded them.</summary>
    private static string Target(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith('/')) return target;
        return Uri.TryCreate(target, UriKind.Absolute, out var absolute) ? absolute.PathAndQuery : target;
    }

    /// <summary>Headers that may prove who calls: all but those every client sends, which prove nothing.</summary>
    private static Dictionary<string, string> Headers(HttpRequest request)
    {
        var kept = new Dictionary<string, string>(4, StringComparer.Ordinal);
        foreach (var (name, value) in request.Headers)
            if (!Common.Contains(name) && !name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase))
                kept[name.ToLowerInvariant()] = value.ToString();
        return kept;
    }

    /// <summary>Endpoints have a limit, so this has an end.</summary>
    private static async ValueTask<byte[]> ReadAsync(HttpRequest request)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
