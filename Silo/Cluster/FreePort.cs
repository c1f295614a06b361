using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sms;

/// <summary>
/// Ports nobody listens on just now, so that instances run side by side on one machine. From below those the kernel gives to outgoing connections: else a
/// connection may have taken the port before a silo, which starts slowly, listens on it. None is given twice.
/// </summary>
internal static class FreePort
{
    private const int Lowest = 10_000;
    private const int Attempts = 1_000;
    private const string OutgoingRange = "/proc/sys/net/ipv4/ip_local_port_range";

    private static readonly int Highest = FirstOutgoing();
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <exception cref="SocketException">The address is none of this machine's.</exception>
    /// <exception cref="InvalidOperationException">Hardly a port is left.</exception>
    public static int On(IPAddress address)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (!Given.TryAdd(port, true)) continue;
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody listens there: another one.
            }
        }

        throw new InvalidOperationException($"Of {Attempts} ports tried from {Lowest} to {Highest - 1} none is free on {address}");
    }

    private static int FirstOutgoing()
    {
        var first = File.Exists(OutgoingRange)
            ? int.Parse(File.ReadAllText(OutgoingRange).Split('\t', ' ')[0], CultureInfo.InvariantCulture)
            : 32_768;
        // A machine that gives away all of them leaves no better choice than any.
        return first > Lowest + 1_000 ? first : IPEndPoint.MaxPort + 1;
    }
}
