using System.Globalization;

namespace Sms;

/// <summary>What a campaign asks of the ledger: its audience, its totals, and whether the figures agree.</summary>
internal sealed class CampaignLedger(IAudienceStore audiences, IReportStore reports, TimeProvider clock)
{
    private const int Tries = 5;

    public Task<int> SnapshotAsync(Campaign campaign, DateTimeOffset at) =>
        audiences.SnapshotAsync(campaign.Id, campaign.Definition.Included, campaign.Definition.Excluded, at);

    public async Task RefreshAsync(SourceId source, SourceTally tally)
    {
        var at = clock.GetUtcNow();
        tally.Refresh(await reports.ReadTotalsAsync(source), at);
    }

    /// <summary>
    /// Recounts from the events. While messages are moving the three readings are not of one instant, so the recount is taken between two equal
    /// readings of the totals; after several tries in vain it is held against both.
    /// </summary>
    public async Task<CampaignAudit> AuditAsync(Campaign campaign, SourceTally view)
    {
        var source = SourceId.Of(campaign.Id);
        if (campaign.LaunchedAt is not { } launched) return new CampaignAudit(new CampaignTotals(), clock.GetUtcNow(), []);

        var born = int.Parse(launched.UtcDateTime.ToString("yyMM", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        for (var attempt = 1; ; attempt++)
        {
            var before = Sum(await reports.ReadTotalsAsync(source));
            var recounted = await reports.RecountAsync(source, born);
            var series = await reports.SumSeriesAsync(source);
            var totals = await reports.ReadTotalsAsync(source);
            var after = Sum(totals);
            view.Refresh(totals, clock.GetUtcNow());

            var still = Enum.GetValues<Metric>().All(metric => before.GetValueOrDefault(metric) == after.GetValueOrDefault(metric));
            if (!still && attempt < Tries) continue;

            var differences = Enum.GetValues<Metric>().SelectMany(metric => Compare(
                metric, recounted.GetValueOrDefault(metric), series.GetValueOrDefault(metric), view.Count(metric),
                before.GetValueOrDefault(metric), after.GetValueOrDefault(metric)));
            return new CampaignAudit(
                CampaignTotals.From(campaign.Targeted, metric => recounted.GetValueOrDefault(metric)), clock.GetUtcNow(), [.. differences]);
        }
    }

    private static Dictionary<Metric, long> Sum(IReadOnlyList<SourceTotal> totals) =>
        totals.GroupBy(total => total.Metric).ToDictionary(group => group.Key, group => group.Sum(total => total.Count));

    private static IEnumerable<string> Compare(Metric metric, long events, long series, long grain, long before, long after)
    {
        if (events < before || events > after) yield return Text(metric, "totals", before, events);
        if (series < before || series > after) yield return Text(metric, "series", series, events);
        if (grain < after) yield return Text(metric, "the campaign's view", grain, events);
    }

    private static string Text(Metric metric, string where, long found, long events) =>
        string.Create(CultureInfo.InvariantCulture, $"{metric.Name()}: {where} say {found}, the events {events}");
}
