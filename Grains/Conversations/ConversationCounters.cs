using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>What people text us, and what we answer, for the operator.</summary>
internal sealed class ConversationCounters(IMeterFactory meters)
{
    private readonly Counter<long> heard =
        meters.Create(MessageCounters.MeterName).CreateCounter<long>("sms.inbound", "{text}", "Inbound texts, by what they were taken for");

    private readonly Counter<long> unanswered =
        meters.Create(MessageCounters.MeterName).CreateCounter<long>("sms.inbound.unanswered", "{text}", "Automated answers that were not sent, by why");

    public void Heard(string label) => heard.Add(1, new KeyValuePair<string, object?>("heard", label));

    /// <summary>A text that came again.</summary>
    public void Repeated() => Heard("repeated");

    public void Unanswered(string why) => unanswered.Add(1, new KeyValuePair<string, object?>("why", why));
}
