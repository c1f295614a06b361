using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>Self-audits as numbers for the operator; any alert is a reason to be woken.</summary>
internal sealed class AuditCounters
{
    private readonly Counter<long> audits;
    private readonly Counter<long> alerts;

    public AuditCounters(IMeterFactory meters)
    {
        var meter = meters.Create(MessageCounters.MeterName);
        audits = meter.CreateCounter<long>("sms.audits", "{campaign}", "Campaigns audited unasked, by outcome");
        alerts = meter.CreateCounter<long>("sms.audit.alerts", "{alert}", "Campaigns found to differ from their events, each finding once");
    }

    public void Audited(bool differs) => audits.Add(1, new KeyValuePair<string, object?>("outcome", differs ? "differs" : "agrees"));

    public void Alerted() => alerts.Add(1);
}
