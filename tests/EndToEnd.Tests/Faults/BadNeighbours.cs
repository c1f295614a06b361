using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Clients that send what nobody should, all at once and until told to stop: huge, deep, broken, forged, and very slow.</summary>
internal sealed class BadNeighbours(EmbeddedApp app, string message) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = new() { BaseAddress = app.Gateway, DefaultRequestHeaders = { Authorization = app.Http.DefaultRequestHeaders.Authorization } };

    /// <summary>Answers by what was sent.</summary>
    public ConcurrentDictionary<(string What, int Status), int> Answers { get; } = new();

    public int Slow { get; private set; }

    public Task RunAsync(CancellationToken stop) => Task.WhenAll([.. Senders().Select(sender => RepeatAsync(sender.What, sender.Request, stop)), .. SlowSenders(stop)]);

    public void Dispose() => http.Dispose();

    private IEnumerable<(string What, Func<HttpRequestMessage> Request)> Senders()
    {
        var callback = "/carriers/sandbox/status/" + message;
        var large = new byte[10 * 1024 * 1024];
        var deep = Encoding.UTF8.GetBytes("{\"data\":" + new string('[', 10_000) + new string(']', 10_000) + "}");
        yield return ("10 MB to the API", () => Post("/api/profiles", large, "application/json"));
        yield return ("10 MB callback", () => Post(callback, large, "application/x-www-form-urlencoded"));
        yield return ("JSON 10,000 deep", () => Post("/api/profiles", deep, "application/json"));
        yield return ("deep JSON as callback", () => Post(callback + "?bodySHA256=00", deep, "application/json"));
        yield return ("NUL", () => Post("/api/lists", "{\"data\":{\"type\":\"list\",\"attributes\":{\"name\":\"a\\u0000b\"}}}"u8.ToArray(), "application/json"));
        yield return ("raw NULs", () => Post("/api/profiles", new byte[2_000], "application/json"));
        yield return ("invalid UTF-8", () => Post("/api/profiles", [.. "{\"data\":{\"type\":\"profile\",\"attributes\":{\"email\":\""u8, 0xFF, 0xC0, 0x80, .. "\"}}}"u8], "application/json"));
        yield return ("invalid UTF-8, signed", () => Signed(new() { ["MessageSid"] = "SM1", ["MessageStatus"] = "\uFFFD\0\u0001", ["ErrorCode"] = "\0" }));
        yield return ("an unknown status, signed", () => Signed(new() { ["MessageSid"] = "SM" + new string('1', 32), ["MessageStatus"] = "beamed" }));
        yield return ("a form for JSON", () => Post("/api/profiles", "data=x"u8.ToArray(), "application/x-www-form-urlencoded"));
        yield return ("JSON for a form", () => Post(callback, "{\"MessageStatus\":\"delivered\"}"u8.ToArray(), "application/json"));
        yield return ("duplicate keys", () => Post("/api/lists", "{\"data\":{\"type\":\"list\"},\"data\":[],\"data\":null}"u8.ToArray(), "application/json"));
        yield return ("duplicate fields in a callback", () => Post(callback, "MessageStatus=delivered&MessageStatus=failed&MessageSid=a&MessageSid=b"u8.ToArray(), "application/x-www-form-urlencoded"));
        yield return ("a forged callback", () => Forged(callback));
        yield return ("another carrier", () => Post("/carriers/nobody/status/" + message, "MessageStatus=delivered"u8.ToArray(), "application/x-www-form-urlencoded"));
        yield return ("a URL of 7 KB", () => new HttpRequestMessage(HttpMethod.Get, "/api/profiles?filter=" + new string('(', 7_000)));
        yield return ("escapes that are none", () => new HttpRequestMessage(HttpMethod.Get, "/api/profiles?page[cursor]=%00%FF%C0%80&filter=equals(email,%22%00%22)"));
    }

    private async Task RepeatAsync(string what, Func<HttpRequestMessage> make, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var request = make();
                using var answer = await http.SendAsync(request, CancellationToken.None);
                Note(what, (int)answer.StatusCode);
            }
            catch (HttpRequestException)
            {
                // A body that is refused before it is read to its end: the connection closes under the sender.
                Note(what, 0);
            }
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Sixty-four connections that promise a body and send a byte every half second; the server loses its patience, or we stop.</summary>
    private IEnumerable<Task> SlowSenders(CancellationToken stop) => Enumerable.Range(0, 64).Select(async _ =>
    {
        while (!stop.IsCancellationRequested)
        {
            using var socket = new TcpClient { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, app.Gateway.Port, stop);
                var stream = socket.GetStream();
                await stream.WriteAsync(Encoding.ASCII.GetBytes(
                    $"POST /carriers/sandbox/status/{message} HTTP/1.1\r\nHost: {app.Gateway.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n"), stop);
                Slow++;
                var answer = ReadStatusAsync(stream, stop);
                while (!answer.IsCompleted)
                {
                    await stream.WriteAsync("a"u8.ToArray(), stop);
                    await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(500), stop));
                }
                Note("a byte every half second", await answer);
            }
            catch (Exception over) when (over is IOException or SocketException or OperationCanceledException)
            {
                Note("a byte every half second", 0);
            }
        }
    });

    private static async Task<int> ReadStatusAsync(NetworkStream stream, CancellationToken stop)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var line = await reader.ReadLineAsync(stop);
        return line is { Length: > 12 } ? int.Parse(line.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private void Note(string what, int status) => Answers.AddOrUpdate((what, status), 1, (_, count) => count + 1);

    private HttpRequestMessage Signed(Dictionary<string, string> parameters)
    {
        var callback = Callback.For(app, message, "sent") with { Parameters = parameters };
        var request = new HttpRequestMessage(HttpMethod.Post, callback.Url) { Content = new FormUrlEncodedContent(parameters) };
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", callback.Sign());
        return request;
    }

    private static HttpRequestMessage Forged(string path)
    {
        var request = Post(path, "MessageStatus=delivered&MessageSid=SM1"u8.ToArray(), "application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        return request;
    }

    private static HttpRequestMessage Post(string path, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }
}
