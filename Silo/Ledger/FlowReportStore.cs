using System.Globalization;

namespace Sms;

/// <summary>Flows counted by a statement that both databases have.</summary>
internal sealed class FlowReportStore(ILedgerStatements statements) : IFlowReportStore
{
    /// <summary>How long a text may wait, and be sent in a later month than the one in its id.</summary>
    private const int MonthsBefore = 2;

    public async Task<IReadOnlyList<FlowCell>> CountAsync(IReadOnlyList<FlowId> flows, IReadOnlyList<DateTimeOffset> edges) => await statements.ReadAsync(
        "flow_counts.sql",
        [
            new("flows", flows.Select(flow => flow.Value).ToList()), new("months", Months(edges[0], edges[^1])), new("edges", edges), new("from", edges[0]),
            new("to", edges[^1]),
        ],
        row => new FlowCell(new FlowId(row.Text(0)), row.Integer(1), row.Integer(2), (Metric)row.Short(3), row.Number(4), row.Number(5)));

    private static List<string> Months(DateTimeOffset from, DateTimeOffset to)
    {
        var month = new DateTime(from.UtcDateTime.Year, from.UtcDateTime.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(-MonthsBefore);
        var months = new List<string>();
        for (; month < to.UtcDateTime; month = month.AddMonths(1)) months.Add(month.ToString("yyMM", CultureInfo.InvariantCulture));
        return months;
    }
}
