namespace Sms;

/// <summary>Names of the campaigns an answer speaks of, each asked for once.</summary>
internal sealed class CampaignNames
{
    private readonly Dictionary<string, Campaign> byId;

    private CampaignNames(Dictionary<string, Campaign> byId) => this.byId = byId;

    public static async Task<CampaignNames> OfAsync(IEnumerable<SourceId> sources, IGrainFactory grains)
    {
        var ids = sources.Where(source => source.Kind == SourceKind.Campaign).Select(source => new CampaignId(source.Key)).Distinct();
        var campaigns = await Task.WhenAll(ids.Select(id => grains.Campaign(id).GetAsync()));
        return new CampaignNames(campaigns.OfType<Campaign>().ToDictionary(campaign => campaign.Id.Value));
    }

    /// <summary>Null for a campaign nobody knows, and for what is not a campaign.</summary>
    public Campaign? Find(SourceId? source) => source is { } id ? byId.GetValueOrDefault(id.Key) : null;
}
