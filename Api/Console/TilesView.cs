namespace Sms;

/// <summary>The figures on top: sums over the campaigns shown.</summary>
internal sealed record TilesView(string Received, string Rate, string InFlight, string Failed)
{
    public static TilesView Of(IReadOnlyList<CampaignFunnel> funnels)
    {
        var received = funnels.Sum(funnel => funnel.Totals.Received);
        return new TilesView(
            CampaignFunnel.Count(received), CampaignFunnel.Rate(received, funnels.Sum(funnel => funnel.Totals.Relayed)),
            CampaignFunnel.Count(funnels.Sum(funnel => funnel.Totals.InFlight)), CampaignFunnel.Count(funnels.Sum(funnel => funnel.Totals.Failed)));
    }
}
