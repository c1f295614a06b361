namespace Sms;

/// <summary>Figures of flows, grouped as an order wants them.</summary>
internal sealed class FlowReport
{
    private readonly IReadOnlyList<string> statistics;

    private FlowReport(IReadOnlyList<string> statistics, IReadOnlyList<DateTimeOffset> slots, IReadOnlyList<FlowGroup> groups) =>
        (this.statistics, Slots, Groups) = (statistics, slots, groups);

    public IReadOnlyList<DateTimeOffset> Slots { get; }
    public IReadOnlyList<FlowGroup> Groups { get; }
    public IEnumerable<string> Flows => Groups.SelectMany(group => group.Rows).Select(row => row.Values.Flow.Value).Distinct();
    public IEnumerable<string> Messages => Groups.SelectMany(group => group.Rows).Select(row => row.Message?.Id).OfType<string>().Distinct();

    public static async Task<FlowReport> ReadAsync(FlowReportOrder order, IGrainFactory grains)
    {
        // Of another channel, or of an empty set of flows: nothing matches, and nothing needs to be read but the slots.
        var query = order.Sms ? order.Query : order.Query with { Flows = [] };
        var figures = await grains.Metrics().FlowValuesAsync(query);
        var flows = await Task.WhenAll(figures.Rows.Select(row => row.Flow).Distinct().Select(id => grains.Flow(id).GetAsync()));
        var byId = flows.OfType<Flow>().ToDictionary(flow => flow.Id);
        var rows = figures.Rows.Select(row => new FlowRow(row, byId.GetValueOrDefault(row.Flow))).Where(row => order.Messages?.Contains(row.Message?.Id ?? "") != false);
        var groups = order.GroupBy.Distinct().ToList();
        return new FlowReport(
            order.Statistics, figures.Slots,
            [
                .. rows.GroupBy(row => string.Join('\u001f', groups.Select(row.Name)))
                    .Select(group => new FlowGroup(groups.ToDictionary(name => name, group.First().Name), [.. group])),
            ]);
    }

    public IReadOnlyDictionary<string, double> Whole(FlowGroup group)
    {
        var (totals, segments) = Sum(group.Rows);
        return statistics.Distinct().ToDictionary(name => name, name => Statistics.Compute(name, totals, segments));
    }

    public IReadOnlyDictionary<string, IReadOnlyList<double>> BySlot(FlowGroup group)
    {
        var sums = Slots.Select((_, slot) => Sum(group.Rows.Where(row => row.Values.Slot == slot))).ToList();
        return statistics.Distinct().ToDictionary(name => name, IReadOnlyList<double> (name) => [.. sums.Select(sum => Statistics.Compute(name, sum.Totals, sum.Segments))]);
    }

    private static (CampaignTotals Totals, long Segments) Sum(IEnumerable<FlowRow> rows) => rows.Aggregate(
        (Totals: new CampaignTotals(), Segments: 0L), (sum, row) => (Statistics.Add(sum.Totals, row.Values.Totals), sum.Segments + row.Values.Segments));
}

internal sealed record FlowGroup(IReadOnlyDictionary<string, string> Names, IReadOnlyList<FlowRow> Rows);

/// <param name="Flow">Null for one that is deleted.</param>
internal sealed record FlowRow(FlowValues Values, Flow? Flow)
{
    public FlowMessage? Message => Flow?.Definition.Actions.ElementAtOrDefault(Values.Action)?.Message;

    public string Name(string group) => group switch
    {
        "flow_id" => Values.Flow.Value,
        "flow_message_id" => Message?.Id ?? "",
        "flow_name" => Flow?.Definition.Name ?? "",
        "flow_message_name" => Message?.Name ?? Flow?.Definition.Name ?? "",
        "text_message_format" => "SMS",
        _ => "sms",
    };
}
