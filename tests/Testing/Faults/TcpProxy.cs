using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sms.Testing;

/// <summary>
/// Stands between a client and a server on the loopback and does what networks do: delays, falls silent with every connection open, cuts. It knows
/// nothing of what passes unless a <see cref="IWireTap"/> listens in.
/// </summary>
/// <param name="target">The server's port.</param>
/// <param name="tap">Makes the listener of a new connection; null: nobody listens.</param>
/// <param name="on">Where clients connect; null: the loopback.</param>
public sealed class TcpProxy(int target, Func<IWireTap>? tap = null, IPAddress? on = null) : IAsyncDisposable
{
    private readonly TcpListener listener = new(on ?? IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxiedConnection, Task> open = new();
    private readonly CancellationTokenSource stop = new();
    private Task accepting = Task.CompletedTask;
    private volatile TaskCompletionSource gate = Opened();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Added to every piece of data, each way.</summary>
    public TimeSpan Delay { get; set; }

    public int Open => open.Count;

    /// <summary>Completes when bytes may pass.</summary>
    internal Task Passage => gate.Task;

    public static TcpProxy Start(int target, Func<IWireTap>? tap = null, IPAddress? on = null)
    {
        var proxy = new TcpProxy(target, tap, on);
        proxy.listener.Start(512);
        proxy.accepting = proxy.AcceptAsync();
        return proxy;
    }

    /// <summary>Not a byte passes any more; connections stay open, and new ones are taken. What was sent meanwhile arrives after <see cref="Thaw"/>.</summary>
    public void Freeze() => gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => gate.TrySetResult();

    /// <summary>Resets every connection; returns how many there were.</summary>
    public int Cut()
    {
        var cut = 0;
        foreach (var connection in open.Keys)
        {
            connection.Cut();
            cut++;
        }
        return cut;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Thaw();
        Cut();
        await accepting;
        await Task.WhenAll(open.Values);
        stop.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(stop.Token);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            var connection = new ProxiedConnection(this, client, target, tap?.Invoke());
            open[connection] = Task.CompletedTask;
            open[connection] = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(ProxiedConnection connection)
    {
        await connection.RunAsync(stop.Token);
        open.TryRemove(connection, out _);
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
