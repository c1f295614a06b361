using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sms;

/// <summary>SMPP, the sandbox's language without HTTP: a listener for binds, and the way back for receipts and people's texts. Each part of a long text is a message of its own.</summary>
internal sealed class SandboxSmpp(SandboxAccount account, SandboxDesk desk, SandboxOptions options, TimeProvider clock) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<SandboxSmppBind, Task> binds = new();
    private readonly CancellationTokenSource stop = new();
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;
    private int turn;

    /// <summary>Listens; what it listens on, for port 0 asks for any free one.</summary>
    public Uri Start(Uri url)
    {
        var host = url.Host is "localhost" ? IPAddress.Loopback : IPAddress.Parse(url.Host);
        listener = new TcpListener(host, url.Port);
        listener.Start();
        accepting = AcceptAsync();
        return new UriBuilder(url) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;
    }

    /// <returns>As a callback's status: 200 taken, 500 to come again, 0 nobody is bound, -1 no answer in time.</returns>
    public Task<int> ReceiptAsync(SandboxMessage message, SandboxStep step) =>
        Next() is { } bind ? bind.DeliverAsync(SandboxSmppWords.Receipt(message, step), options.CallbackTimeout) : Task.FromResult(0);

    /// <summary>A person's text, in as many parts as it takes. Answers as <see cref="ReceiptAsync"/> does, for the worst of them.</summary>
    public async Task<int> TextAsync(string from, string to, string body)
    {
        if (Next() is not { } bind) return 0;
        var statuses = await Task.WhenAll(SandboxSmppWords.Text(from, to, body).Select(part => bind.DeliverAsync(part, options.CallbackTimeout)));
        return statuses.Min() <= 0 ? statuses.Min() : statuses.Max();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener?.Dispose();
        await accepting;
        await Task.WhenAll(binds.Values);
        stop.Dispose();
    }

    private SandboxSmppBind? Next()
    {
        var bound = binds.Keys.Where(bind => bind.IsBound).ToArray();
        return bound.Length == 0 ? null : bound[(uint)Interlocked.Increment(ref turn) % bound.Length];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener!.AcceptTcpClientAsync(stop.Token);
                client.NoDelay = true;
                var bind = new SandboxSmppBind(client.GetStream(), account, desk, clock);
                binds[bind] = ServeAsync(client, bind);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The process stops.
        }
    }

    private async Task ServeAsync(TcpClient client, SandboxSmppBind bind)
    {
        using (client) await bind.RunAsync(stop.Token);
        binds.TryRemove(bind, out _);
    }
}
