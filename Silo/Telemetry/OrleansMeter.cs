using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Sms;

/// <summary>
/// What is kept of Orleans' own metrics: what tells how well it is. Most of its hundred instruments are moved several times by every activation and every message
/// between grains, some microseconds for each SMS, and tell what Orleans' developers want to know.
/// </summary>
internal static class OrleansMeter
{
    public const string Name = "Microsoft.Orleans";

    private static readonly string[] Kept =
    [
        "orleans-app-requests", "orleans-catalog-activations", "orleans-grains", "orleans-messaging-rejected", "orleans-messaging-expired", "orleans-gateway",
        "orleans-scheduler", "orleans-runtime", "orleans-storage", "orleans-watchdog",
    ];

    /// <summary>A view for OpenTelemetry: an instrument it drops costs nothing. Null: as it is.</summary>
    public static MetricStreamConfiguration? Select(Instrument instrument) =>
        instrument.Meter.Name == Name && !Kept.Any(start => instrument.Name.StartsWith(start, StringComparison.Ordinal)) ? MetricStreamConfiguration.Drop : null;
}
