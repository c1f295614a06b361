using System.Globalization;

namespace Sms;

/// <summary>What a campaign asks of the ledger: its audience, its totals, and whether the figures agree.</summary>
internal sealed class CampaignLedger(IAudienceStore audiences, IReportStore reports, TimeProvider clock)
{
    /// <summary>Recounts before the audit is content with figures that never stood still.</summary>
    private const int Tries = 5;

    public Task<int> SnapshotAsync(Campaign campaign, DateTimeOffset at) =>
        audiences.SnapshotAsync(campaign.Id, campaign.Definition.Included, campaign.Definition.Excluded, at);

    public async Task RefreshAsync(SourceId source, SourceTally tally)
    {
        var at = clock.GetUtcNow();
        tally.Refresh(await reports.ReadTotalsAsync(source), at);
    }

    /// <summary>
    /// Recounts from the events and compares: totals, series, and the grain's own view as it was before this reading. While messages are moving the
    /// readings are not of one instant, so the recount is taken between two equal readings of the totals; after several tries in vain it is held
    /// against both. A view ahead of the totals is wrong at any time. One behind them is not: a hand-over may be late, or lost with the silo that
    /// should have made it, and every reading of the totals makes up for it.
    /// </summary>
    public async Task<CampaignAudit> AuditAsync(Campaign campaign, SourceTally view)
    {
        var source = SourceId.Of(campaign.Id);
        if (campaign.LaunchedAt is not { } launched) return new CampaignAudit(new CampaignTotals(), clock.GetUtcNow(), []);

        // A campaign that has just woken has no view yet, and nobody hands over what stood before.
        if (!view.IsLoaded) await RefreshAsync(source, view);
        var born = int.Parse(launched.UtcDateTime.ToString("yyMM", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var reading = await ReadAsync(source, born, view);
        for (var attempt = 1; !reading.StoodStill && attempt < Tries; attempt++) reading = await ReadAsync(source, born, view);

        var differences = Enum.GetValues<Metric>().SelectMany(metric => Compare(metric, reading)).ToArray();
        await RefreshAsync(source, view);
        return new CampaignAudit(
            CampaignTotals.From(campaign.Targeted, metric => reading.Events.GetValueOrDefault(metric)), clock.GetUtcNow(), differences);
    }

    private async Task<AuditReading> ReadAsync(SourceId source, int born, SourceTally view)
    {
        var before = Sum(await reports.ReadTotalsAsync(source));
        var events = await reports.RecountAsync(source, born);
        var series = await reports.SumSeriesAsync(source);
        var seen = Enum.GetValues<Metric>().ToDictionary(metric => metric, view.Count);
        return new AuditReading(before, events, series, seen, Sum(await reports.ReadTotalsAsync(source)));
    }

    private static Dictionary<Metric, long> Sum(IReadOnlyList<SourceTotal> totals) =>
        totals.GroupBy(total => total.Metric).ToDictionary(group => group.Key, group => group.Sum(total => total.Count));

    private static IEnumerable<string> Compare(Metric metric, AuditReading reading)
    {
        var (before, after) = (reading.Before.GetValueOrDefault(metric), reading.After.GetValueOrDefault(metric));
        var (events, series, view) = (reading.Events.GetValueOrDefault(metric), reading.Series.GetValueOrDefault(metric), reading.View[metric]);
        if (events < before || events > after) yield return Text(metric, "totals", before, events);
        if (series < before || series > after) yield return Text(metric, "series", series, events);
        if (view > after) yield return Text(metric, "the campaign's figures", view, events);
    }

    private static string Text(Metric metric, string where, long found, long events) =>
        string.Create(CultureInfo.InvariantCulture, $"{metric.Name()}: {where} say {found}, the events {events}");
}
