namespace Sms;

/// <summary>Knows which campaigns there are; what they are, they say themselves. An id is noted before its campaign exists, so none is ever lost.</summary>
[GrainType("campaigns")]
internal sealed class CampaignsGrain([PersistentState("campaigns")] IPersistentState<Register> stored, TimeProvider clock) : Grain, ICampaignsGrain
{
    private readonly Dictionary<string, CampaignId> byMessage = [];

    public async Task<Campaign> CreateAsync(CampaignDefinition definition)
    {
        var id = new CampaignId(Ulid.NewUlid(clock.GetUtcNow()).ToString());
        stored.State.Ids.Add(id.Value);
        await stored.SaveAsync(this);
        return await GrainFactory.Campaign(id).CreateAsync(definition);
    }

    public async Task<IReadOnlyList<Campaign>> ListAsync()
    {
        var campaigns = await Task.WhenAll(stored.State.Ids.Select(id => GrainFactory.Campaign(new CampaignId(id)).GetAsync()));
        return [.. campaigns.OfType<Campaign>().OrderByDescending(campaign => campaign.Id.Value, StringComparer.Ordinal)];
    }

    public async Task<Campaign?> FindByMessageAsync(string messageId)
    {
        if (!byMessage.ContainsKey(messageId))
        {
            foreach (var campaign in await ListAsync()) byMessage[campaign.MessageId] = campaign.Id;
        }

        return byMessage.TryGetValue(messageId, out var id) ? await GrainFactory.Campaign(id).GetAsync() : null;
    }

    public async Task ForgetAsync(CampaignId id)
    {
        if (stored.State.Ids.Remove(id.Value)) await stored.SaveAsync(this);
    }
}
