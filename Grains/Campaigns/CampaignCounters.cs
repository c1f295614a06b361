using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>What was asked of campaigns, and what came of it.</summary>
internal sealed class CampaignCounters(IMeterFactory meters)
{
    private readonly Counter<long> changes = meters.Create(MessageCounters.MeterName)
        .CreateCounter<long>("sms.campaign.changes", "{change}", "What was asked of campaigns, by action and outcome");

    public void Asked(CampaignAction action, CampaignVerdict verdict) => changes.Add(
        1, new KeyValuePair<string, object?>("action", LabelOf<CampaignAction>.Name(action)), new KeyValuePair<string, object?>("outcome", LabelOf<CampaignVerdict>.Name(verdict)));
}
