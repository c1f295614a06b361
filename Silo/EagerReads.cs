using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Sms;

/// <summary>
/// A connection keeps its 4 KB for what comes next. Without them Kestrel asks each time, by a read of nothing, whether anything has come: a system call more for every
/// request, which for connections of providers, that are never quiet for long, buys nothing.
/// </summary>
public static class EagerReads
{
    public static void Apply(SocketTransportOptions sockets) => sockets.WaitForDataBeforeAllocatingBuffer = false;
}
