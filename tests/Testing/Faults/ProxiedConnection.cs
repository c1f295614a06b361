using System.Net;
using System.Net.Sockets;

namespace Sms.Testing;

/// <summary>One client's connection and the one to the server that belongs to it.</summary>
internal sealed class ProxiedConnection(TcpProxy proxy, Socket client, int target, IWireTap? tap)
{
    private readonly Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public async Task RunAsync(CancellationToken stop)
    {
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, stop);
            await Task.WhenAny(PumpAsync(client, server, toServer: true, stop), PumpAsync(server, client, toServer: false, stop));
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // No server: the client sees its connection end, as it would without a proxy.
        }
        Cut();
    }

    /// <summary>Closed without a word: the other side sees a reset.</summary>
    public void Cut()
    {
        client.Close(0);
        server.Close(0);
    }

    private async Task PumpAsync(Socket from, Socket to, bool toServer, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, stop) is > 0 and var read)
            {
                await proxy.Passage.WaitAsync(stop);
                if (proxy.Delay > TimeSpan.Zero) await Task.Delay(proxy.Delay, stop);
                if (toServer) tap?.FromClient(buffer.AsSpan(0, read));
                var verdict = toServer ? WireVerdict.Pass : tap?.FromServer(buffer.AsSpan(0, read)) ?? WireVerdict.Pass;
                if (verdict == WireVerdict.Cut) return;
                if (verdict == WireVerdict.Swallow) continue;
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), stop);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side is gone; the other one follows.
        }
    }
}
