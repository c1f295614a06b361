namespace Sms;

/// <summary>Reads what became of a campaign's variations. Their sums are the campaign's totals, for both count the same events.</summary>
internal sealed class VariationFigures(IVariationStore variations)
{
    public async Task<IReadOnlyList<VariationTotals>> ReadAsync(Campaign campaign, (DateTimeOffset From, DateTimeOffset To)? sent = null)
    {
        if (campaign.LaunchedAt is not { } launched || VariationPlan.Of(campaign) is not { } plan) return [];
        var cells = (await variations.CountAsync(campaign.Id, launched, plan, sent)).ToLookup(cell => cell.Variation);
        return
        [
            .. Enumerable.Range(0, plan.Contents.Count).Select(variation => new VariationTotals(
                variation,
                CampaignTotals.From(plan.PeopleOf(variation, campaign.Targeted), metric => cells[variation].Where(cell => cell.Metric == metric).Sum(cell => cell.Count)),
                cells[variation].Where(cell => cell.Metric == Metric.ClickedSms).Sum(cell => cell.Count),
                cells[variation].Where(cell => cell.Metric == Metric.Submitting).Sum(cell => cell.Segments))),
        ];
    }
}
