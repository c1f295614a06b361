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

    public void Begin()
    {
        alerts.Add(0);
        audits.Add(0, Outcome(false));
        audits.Add(0, Outcome(true));
    }

    public void Audited(bool differs) => audits.Add(1, Outcome(differs));

    public void Alerted() => alerts.Add(1);

    private static KeyValuePair<string, object?> Outcome(bool differs) => new("outcome", differs ? "differs" : "agrees");
}
