using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sms.Terminal;

/// <summary>The public API. Waits where the server asks to (429, 503); every other refusal ends the command with the API's own words.</summary>
internal sealed class ApiClient : IDisposable
{
    private const int MaxAttempts = 12;
    private static readonly MediaTypeHeaderValue Json = new("application/vnd.api+json");
    private readonly HttpClient http;
    private readonly TimeProvider clock;

    public ApiClient(Uri url, string key, HttpMessageHandler transport, TimeProvider clock)
    {
        this.clock = clock;
        http = new HttpClient(transport, disposeHandler: false) { BaseAddress = Folder(url), Timeout = TimeSpan.FromSeconds(100) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Klaviyo-API-Key {key}");
    }

    /// <summary>
    /// The page behind an answer's; null when that was the last. Asked for where the command was told to go: the link says how others reach the gateway.
    /// </summary>
    public static string? NextOf(JsonNode answer)
    {
        if (answer["links"]?["next"]?.ToString() is not { } link) return null;
        // The gateway may stand below a path that has an /api/ of its own; behind the question mark there may be anything.
        var query = link.IndexOf('?', StringComparison.Ordinal);
        var start = link.LastIndexOf("/api/", query < 0 ? link.Length - 1 : query, StringComparison.Ordinal);
        return start < 0 ? throw new CommandFailure($"The link to the next page leads nowhere in the API: {link}") : link[start..];
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Below(path)), cancellation);

    public Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken cancellation) =>
        PostAsync(path, JsonSerializer.SerializeToUtf8Bytes(body), cancellation);

    public Task<JsonNode> PostAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        // One key for all attempts: a request that was answered with "later" and done all the same is not done twice.
        var idempotency = Guid.NewGuid().ToString("N");
        return SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Below(path)) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = Json;
            request.Headers.Add("Idempotency-Key", idempotency);
            return request;
        }, cancellation);
    }

    /// <summary>Asking for the same change twice changes once: it may be tried again.</summary>
    public Task<JsonNode> PatchAsync(string path, JsonNode body, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        return SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Patch, Below(path)) { Content = new ByteArrayContent(bytes) };
            request.Content.Headers.ContentType = Json;
            return request;
        }, cancellation);
    }

    /// <summary>An endless answer, line by line. Null when the server has none to give.</summary>
    public async Task<Stream?> OpenAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Below(path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return await response.Content.ReadAsStreamAsync(cancellation);
        response.Dispose();
        return null;
    }

    public void Dispose() => http.Dispose();

    /// <summary>What is asked for lies below the address, which may have a path of its own.</summary>
    private static Uri Folder(Uri url) => url.AbsolutePath.EndsWith('/') ? url : new Uri(url.GetLeftPart(UriPartial.Path) + "/");

    private static Uri Below(string path) => new(path.TrimStart('/'), UriKind.Relative);

    private async Task<JsonNode> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            using var response = await TrySendAsync(request, cancellation);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && attempt < MaxAttempts)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), clock, cancellation);
                continue;
            }
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.IsSuccessStatusCode ? Parse(bytes) : throw Refusal(response, bytes);
        }
    }

    private async Task<HttpResponseMessage> TrySendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException unreachable)
        {
            throw new CommandFailure($"No answer from {http.BaseAddress}: {unreachable.Message}", "Is the server running? Give --url if it listens elsewhere.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailure($"{http.BaseAddress} did not answer within {http.Timeout.TotalSeconds:0} seconds.");
        }
    }

    private static JsonNode Parse(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? new JsonObject() : JsonNode.Parse(bytes) ?? new JsonObject();
        }
        catch (JsonException)
        {
            throw new CommandFailure("The answer is not JSON. Does --url lead to a gateway of ours?");
        }
    }

    private static CommandFailure Refusal(HttpResponseMessage response, byte[] bytes)
    {
        List<string> lines = [];
        try
        {
            foreach (var error in JsonNode.Parse(bytes)?["errors"] as JsonArray ?? [])
                if ((error?["detail"] ?? error?["title"])?.ToString() is { } line)
                    lines.Add(error?["source"]?["pointer"]?.ToString() is { } pointer ? $"{line} ({pointer})" : line);
        }
        catch (JsonException)
        {
            // A proxy's page, say; the status below tells as much as it would.
        }
        if (lines.Count == 0)
            lines.Add($"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.");
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            lines.Add("Give the key with --api-key or SMS_API_KEY.");
        return new CommandFailure(lines);
    }
}
