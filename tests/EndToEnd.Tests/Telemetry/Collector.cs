using System.Collections.Concurrent;
using System.Net;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Takes what OpenTelemetry's exporter sends (OTLP over HTTP, binary), as a collector would.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<(string Path, byte[] Body)> sent = new();
    private readonly Task taking;

    public Collector()
    {
        Address = $"http://127.0.0.1:{EmbeddedApp.FreePort()}";
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        taking = TakeAsync();
    }

    public string Address { get; }

    /// <summary>Everything that was sent, as bytes: texts in it are plain UTF-8.</summary>
    public IReadOnlyList<byte[]> Raw => [.. sent.Select(one => one.Body)];

    public bool HasMetrics => sent.Any(one => one.Path == "/v1/metrics");

    public IReadOnlyList<ExportedSpan> Spans => [.. sent.Where(one => one.Path == "/v1/traces").SelectMany(one => ExportedSpan.Read(one.Body))];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await taking;
        listener.Close();
    }

    private async Task TakeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                // The only way to end a wait for the next request.
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            sent.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
            context.Response.Close();
        }
    }
}
