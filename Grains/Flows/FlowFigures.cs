namespace Sms;

/// <summary>What became of a flow's texts, counted from the ledger.</summary>
internal sealed class FlowFigures(IFlowReportStore reports)
{
    public async Task<FlowValuesResult> ReadAsync(FlowValuesQuery query, IReadOnlyList<FlowId> flows)
    {
        IReadOnlyList<DateTimeOffset> edges = query.Interval is { } interval
            ? SlotEdges.Of(new AggregateQuery { Metric = Metric.Submitting, From = query.From, To = query.To, Interval = interval }) : [query.From, query.To];
        var cells = flows.Count == 0 ? [] : await reports.CountAsync(flows, edges);
        return new FlowValuesResult([.. edges.Take(edges.Count - 1)], [.. cells.GroupBy(cell => (cell.Flow, cell.Action, cell.Slot)).Select(Sum)]);
    }

    private static FlowValues Sum(IGrouping<(FlowId Flow, int Action, int Slot), FlowCell> cells)
    {
        var byMetric = cells.ToDictionary(cell => cell.Metric);
        var totals = CampaignTotals.From(Count(Metric.Submitting) + Count(Metric.Skipped), Count);
        return new FlowValues(cells.Key.Flow, cells.Key.Action, cells.Key.Slot, totals, byMetric.TryGetValue(Metric.Submitting, out var submitted) ? submitted.Segments : 0);

        long Count(Metric metric) => byMetric.TryGetValue(metric, out var cell) ? cell.Count : 0;
    }
}
