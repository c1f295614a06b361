namespace Sms;

/// <summary>Names of the campaigns and flows that events speak of.</summary>
internal sealed record SourceNames(CampaignNames Campaigns, FlowNames Flows)
{
    public static async Task<SourceNames> OfAsync(IEnumerable<RecordedEvent> events, IGrainFactory grains)
    {
        var sources = events.Select(recorded => recorded.Source).OfType<SourceId>().Distinct().ToList();
        var campaigns = CampaignNames.OfAsync(sources, grains);
        var flows = FlowNames.OfAsync(sources, grains);
        return new SourceNames(await campaigns, await flows);
    }
}
