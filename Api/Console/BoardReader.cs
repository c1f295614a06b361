namespace Sms;

/// <summary>Asks the campaigns.</summary>
internal sealed class BoardReader(IGrainFactory grains)
{
    /// <summary>Campaigns on the page.</summary>
    public const int Shown = 50;

    public async Task<Board> ReadAsync()
    {
        var campaigns = await grains.Campaigns().ListAsync();
        return new Board(await Task.WhenAll(campaigns.Take(Shown).Select(ReadAsync)));
    }

    /// <summary>Asks again only those that move by themselves.</summary>
    public async Task<Board> RefreshAsync(Board board) => new(await Task.WhenAll(board.Funnels.Select(RefreshAsync)));

    private async Task<CampaignFunnel> RefreshAsync(CampaignFunnel funnel)
    {
        if (!funnel.IsMoving) return funnel;
        // A campaign deleted meanwhile leaves with the next whole reading.
        return await grains.Campaign(funnel.Campaign.Id).GetAsync() is { } campaign ? await ReadAsync(campaign) : funnel;
    }

    private async Task<CampaignFunnel> ReadAsync(Campaign campaign) =>
        new(campaign, campaign.LaunchedAt is null ? new CampaignTotals() : await grains.Campaign(campaign.Id).GetTotalsAsync());
}
