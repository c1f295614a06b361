using Orleans.Concurrency;

namespace Sms;

[GrainType("metrics"), StatelessWorker, Reentrant]
internal sealed class MetricsGrain(IReportStore reports, IProfileStore profiles, IDecisionStore decisions, VariationFigures variations, FlowFigures flows)
    : Grain, IMetricsGrain
{
    public async Task<EventPage> QueryEventsAsync(EventQuery query)
    {
        var page = await reports.QueryEventsAsync(query);
        if (!query.WithProfile || page.Events is []) return page;
        var people = await Task.WhenAll(page.Events.Select(recorded => recorded.Subscriber).Distinct().Select(profiles.ReadAsync));
        var byId = people.OfType<Profile>().ToDictionary(profile => profile.Id);
        return page with { Events = [.. page.Events.Select(recorded => recorded with { Profile = byId.GetValueOrDefault(recorded.Subscriber) })] };
    }

    public async Task<RecordedEvent?> GetEventAsync(Guid id)
    {
        if (await reports.ReadEventAsync(id) is not { } recorded) return null;
        return recorded with { Profile = await profiles.ReadAsync(recorded.Subscriber) };
    }

    public async Task<AggregateResult> AggregateAsync(AggregateQuery query)
    {
        var edges = SlotEdges.Of(query);
        if (query.Unique || !edges.All(SlotEdges.IsOnGrid))
        {
            var cells = await reports.CountSlotsAsync(new SlotQuery(query.Metric, edges, query.By, query.Where));
            return Aggregation.Of(query, edges, cells);
        }

        var series = await reports.ReadSeriesAsync(new SeriesQuery(query.Metric, edges[0], edges[^1], query.By, query.Where));
        return Aggregation.Of(query, edges, Aggregation.ToSlots(edges, series));
    }

    public async Task<IReadOnlyList<CampaignValues>> CampaignValuesAsync(CampaignValuesQuery query)
    {
        var sources = query.Campaigns?.Select(SourceId.Of).ToArray();
        var counts = await reports.CountBySendTimeAsync(query.From, query.To, sources);
        var bySource = counts.Where(count => count.Source.Kind == SourceKind.Campaign).GroupBy(count => count.Source);
        var values = await Task.WhenAll(bySource.Select(async group =>
        {
            var id = new CampaignId(group.Key.Key);
            var byMetric = group.ToDictionary(count => count.Metric);
            var campaign = await GrainFactory.Campaign(id).GetAsync();
            if (query.ByVariation && campaign is { Definition.Variations.Count: > 1 }) return await ByVariationAsync(campaign, query);
            return
            [
                new CampaignValues(
                    id,
                    CampaignTotals.From(campaign?.Targeted ?? 0, metric => byMetric.TryGetValue(metric, out var count) ? count.Count : 0),
                    byMetric.TryGetValue(Metric.Submitting, out var submitted) ? submitted.Segments : 0),
            ];
        }));
        return values.SelectMany(value => value).ToList();
    }

    private async Task<CampaignValues[]> ByVariationAsync(Campaign campaign, CampaignValuesQuery query) =>
    [
        .. (await variations.ReadAsync(campaign, (query.From, query.To)))
            .Select(one => new CampaignValues(campaign.Id, one.Totals, one.Segments) { Variation = one.Variation }),
    ];

    public async Task<FlowValuesResult> FlowValuesAsync(FlowValuesQuery query) =>
        await flows.ReadAsync(query, query.Flows ?? [.. (await GrainFactory.Flows().ListAsync()).Select(flow => flow.Id)]);

    public async Task<DecisionPage> DecisionsAsync(DecisionQuery query)
    {
        var read = await decisions.ReadAsync(query);
        return new DecisionPage(read.Take(query.Size).ToList(), read.Count > query.Size);
    }

    public Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAsync(int size) => reports.ReadParkedAsync(size);

    public Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAfterAsync(ParkedPlace place, int size) => reports.ReadParkedAsync(size, place);
}
