using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sms.Testing;

/// <summary>
/// Ports nobody listens on, from below those the kernel gives to outgoing connections: else a connection may have taken the port before a process that starts
/// slowly listens on it. No port is given twice.
/// </summary>
internal static class FreePorts
{
    private const int Lowest = 10_000;

    private static readonly int Outgoing = FirstOutgoing();
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Outgoing);
            if (!Given.TryAdd(port, true)) continue;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there: another one.
            }
        }
    }

    private static int FirstOutgoing()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        var first = File.Exists(Range) ? int.Parse(File.ReadAllText(Range).Split('\t', ' ')[0], CultureInfo.InvariantCulture) : 32_768;
        // A machine that gives away all of them leaves no better choice than any.
        return first > Lowest + 1_000 ? first : 65_536;
    }
}
