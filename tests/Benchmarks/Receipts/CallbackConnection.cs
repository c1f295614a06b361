using System.Globalization;
using System.Net;
using System.Net.Sockets;

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
            var status = ReadStatus(socket, out var whole);
            if (!whole) Dispose();
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

    /// <param name="whole">Whether the connection is at the end of the answer. One whose end is not told, or is beyond the buffer, is left: the next post takes a new connection.</param>
    private int ReadStatus(Socket from, out bool whole)
    {
        whole = false;
        for (var read = 0; read < buffer.Length;)
        {
            var more = from.Receive(buffer.AsSpan(read));
            if (more == 0) return 0;
            read += more;
            var head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var status = int.TryParse(buffer.AsSpan("HTTP/1.1 ".Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
            var end = head + 4 + (status == 204 ? 0 : LengthOf(buffer.AsSpan(0, head)));
            for (; read < end && end <= buffer.Length; read += more)
                if ((more = from.Receive(buffer.AsSpan(read))) == 0) return status;
            whole = read == end;
            return status;
        }
        return 0;
    }

    /// <summary>Of the body; more than fits where it is not told.</summary>
    private int LengthOf(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0) return buffer.Length;
        var text = head[(at + "\r\nContent-Length: ".Length)..];
        var end = text.IndexOf((byte)'\r');
        return int.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : buffer.Length;
    }
}
