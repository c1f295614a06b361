namespace Sms;

/// <summary>Knows which campaigns there are; what they are, they say themselves. An id is noted before its campaign exists, so none is ever lost.</summary>
[GrainType("campaigns")]
internal sealed class CampaignsGrain([PersistentState("campaigns")] IPersistentState<Register> stored, TimeProvider clock) : Grain, ICampaignsGrain
{
    private readonly Dictionary<string, CampaignId> byMessage = [];

    /// <summary>What has ended never changes again, so a long list asks each of those campaigns once, not at every reading.</summary>
    private readonly Dictionary<string, Campaign> ended = [];

    public async Task<Campaign> CreateAsync(CampaignDefinition definition)
    {
        var id = new CampaignId(Ulid.NewUlid(clock.GetUtcNow()).ToString());
        stored.State.Ids.Add(id.Value);
        await stored.SaveAsync(this);
        return await GrainFactory.Campaign(id).CreateAsync(definition);
    }

    public async Task<IReadOnlyList<Campaign>> ListAsync()
    {
        var moving = await Task.WhenAll(stored.State.Ids.Where(id => !ended.ContainsKey(id)).Select(id => GrainFactory.Campaign(new CampaignId(id)).GetAsync()));
        foreach (var campaign in moving.OfType<Campaign>().Where(HasEnded)) ended[campaign.Id.Value] = campaign;
        var others = moving.OfType<Campaign>().Where(campaign => !HasEnded(campaign));
        return [.. ended.Values.Concat(others).OrderByDescending(campaign => campaign.Id.Value, StringComparer.Ordinal)];
    }

    public async Task<Campaign?> FindByMessageAsync(string messageId)
    {
        if (!byMessage.ContainsKey(messageId))
        {
            foreach (var campaign in await ListAsync())
            {
                byMessage[campaign.MessageId] = campaign.Id;
                foreach (var variation in campaign.Definition.Variations) byMessage[variation.Id] = campaign.Id;
            }
        }

        return byMessage.TryGetValue(messageId, out var id) ? await GrainFactory.Campaign(id).GetAsync() : null;
    }

    public async Task ForgetAsync(CampaignId id)
    {
        if (stored.State.Ids.Remove(id.Value)) await stored.SaveAsync(this);
    }

    private static bool HasEnded(Campaign campaign) =>
        campaign.Status is CampaignStatus.Sent or CampaignStatus.Cancelled or CampaignStatus.CancelledNoRecipients;
}
