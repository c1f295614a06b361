using System.Net;

namespace Sms.Testing;

/// <summary>Which silo is started, and where. The default: this build, on the loopback.</summary>
public sealed record SiloLaunch
{
    /// <summary>The silo's assembly.</summary>
    public string Assembly { get; init; } = typeof(SiloRegistration).Assembly.Location;

    /// <summary>A command that starts it, for instance <c>ip netns exec</c>. It must become the silo, not wait for it: its id is the silo's.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];

    /// <summary>Where it listens, to other silos, to gateways and for its operators.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;
}
