using System.Net;
using System.Net.Sockets;

namespace Sms;

/// <summary>A port nobody listens on just now, so that instances run side by side on one machine.</summary>
internal static class FreePort
{
    public static int On(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
