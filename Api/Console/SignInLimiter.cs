using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Sms;

/// <summary>
/// Ten wrong keys per minute and address. API keys are too long to guess; this keeps somebody who tries anyway from costing anything,
/// and from filling the log.
/// </summary>
internal sealed class SignInLimiter : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    public const int Attempts = 10;

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(
            Network(address), _ => new FixedWindowRateLimiterOptions { PermitLimit = Attempts, Window = Window, QueueLimit = 0 }));

    public bool MayTry(HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    /// <summary>One customer of an access provider holds a whole /64 of IPv6 addresses.</summary>
    private static string Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : address.ToString();
    }
}
