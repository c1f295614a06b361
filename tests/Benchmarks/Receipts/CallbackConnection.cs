using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sms.Benchmarks;

/// <summary>
/// One keep-alive connection that posts bytes made before and reads answers, blocking: two system calls a callback and nothing else, for what posts
/// shares the processors with what is measured.
/// </summary>
internal sealed class CallbackConnection(Uri target) : IDisposable
{
    private readonly byte[] buffer = new byte[4 * 1024];
    private Socket? socket;

    /// <summary>The answer's status; 0 when there was none.</summary>
    public int Post(ReadOnlySpan<byte> request)
    {
        try
        {
            socket ??= Connect();
            for (var sent = 0; sent < request.Length;) sent += socket.Send(request[sent..]);
            var status = ReadStatus(socket);
            // What has a body is a failure, and failures are rare: the next post takes a new connection instead of reading it.
            if (status != 204) Dispose();
            return status;
        }
        catch (SocketException)
        {
            Dispose();
            return 0;
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private Socket Connect()
    {
        var made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        made.Connect(IPAddress.Loopback, target.Port);
        return made;
    }

    private int ReadStatus(Socket from)
    {
        for (var read = 0; read < buffer.Length;)
        {
            var more = from.Receive(buffer.AsSpan(read));
            if (more == 0) return 0;
            read += more;
            if (!buffer.AsSpan(0, read).EndsWith("\r\n\r\n"u8) && buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) < 0) continue;
            return int.TryParse(Encoding.ASCII.GetString(buffer, "HTTP/1.1 ".Length, 3), out var status) ? status : 0;
        }
        return 0;
    }
}
