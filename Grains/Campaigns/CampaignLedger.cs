using System.Globalization;

namespace Sms;

/// <summary>What a campaign asks of the ledger: its audience, its totals, and whether the figures agree.</summary>
internal sealed class CampaignLedger(IAudienceStore audiences, IReportStore reports, IDecisionStore decisions, TimeProvider clock)
{
    public Task<int> SnapshotAsync(Campaign campaign, DateTimeOffset at) =>
        audiences.SnapshotAsync(campaign.Id, campaign.Definition.Included, campaign.Definition.Excluded, at);

    public async Task RefreshAsync(SourceId source, SourceTally tally)
    {
        var at = clock.GetUtcNow();
        tally.Refresh(await reports.ReadTotalsAsync(source), at);
    }

    /// <summary>
    /// Recounts from the events and compares: totals, series, and the grain's own view. The ledger's figures are read as of one instant, and what was handed
    /// over to the view before is in them; so nothing has to stand still for this.
    /// </summary>
    public async Task<CampaignAudit> AuditAsync(Campaign campaign, SourceTally view)
    {
        var source = SourceId.Of(campaign.Id);
        if (campaign.LaunchedAt is not { } launched) return new CampaignAudit(new CampaignTotals(), clock.GetUtcNow(), []);

        // A campaign that has just woken has no view yet, and nobody hands over what stood before.
        if (!view.IsLoaded) await RefreshAsync(source, view);
        var born = int.Parse(launched.UtcDateTime.ToString("yyMM", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var seen = Enum.GetValues<Metric>().ToDictionary(metric => metric, view.Count);
        var books = new CampaignBooks(campaign.Targeted, await reports.ReadBooksAsync(source, born), seen);
        var audit = new CampaignAudit(books.Recounted, clock.GetUtcNow(), books.Differences) { Reasons = await decisions.CountReasonsAsync(campaign.Id, launched) };
        await RefreshAsync(source, view);
        return audit;
    }
}
