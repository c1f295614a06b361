using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>
/// Section <c>Telemetry</c>. Where to send is told by OpenTelemetry's own settings: with <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, metrics and traces go there; without
/// it metrics wait for a scrape and nothing is traced.
/// </summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Whether metrics are kept and <c>/metrics</c> answers (default true).</summary>
    public bool Metrics { get; set; } = true;

    /// <summary>
    /// Share of messages whose path is traced, callbacks included (default 0.01, 0 to 1). Each traced message is some twenty spans: 1 is for trying it out, a
    /// campaign at full speed wants a thousandth.
    /// </summary>
    [Range(0.0, 1.0)] public double SampleRatio { get; set; } = 0.01;
}
