namespace Sms;

/// <summary>Variations counted by a statement that both databases have.</summary>
internal sealed class VariationStore(ILedgerStatements statements) : IVariationStore
{
    private const int QuarterHour = 15;

    public async Task<IReadOnlyList<VariationCell>> CountAsync(
        CampaignId campaign, DateTimeOffset launchedAt, VariationPlan plan, (DateTimeOffset From, DateTimeOffset To)? sent = null)
    {
        var source = SourceId.Of(campaign);
        // The first recipient's message id tells the month and where the ordinal begins in all the others'.
        var id = MessageId.Of(source, launchedAt, 0);
        var conditions = new Conditions
        {
            new("source", source.Value), new("born", id.Born), new("first", source.Key + "-"), new("beyond", source.Key + "."), new("behind", id.Value.Length),
            new("test", plan.Test), new("offset", plan.Offset), new("cycle", plan.Cycle.Length),
        };
        if (sent is { } frame)
        {
            conditions.Add("from", Floor(frame.From), "time");
            conditions.Add(new SqlParameter("to", Floor(frame.To.AddMinutes(QuarterHour).AddTicks(-1))));
        }

        var rows = await statements.ReadAsync(
            "variations.sql", conditions.Parameters,
            row => (Place: row.Integer(0), Cell: new VariationCell(0, (Metric)row.Short(1), row.Number(2), row.Number(3))), conditions.Names);
        // Beyond the test nothing is offered before there is a winner.
        return [.. rows.Select(row => row.Cell with { Variation = row.Place < 0 ? plan.Winner ?? 0 : plan.Cycle[row.Place] })];
    }

    /// <summary>As the series rounds: a message belongs to its quarter hour.</summary>
    private static DateTimeOffset Floor(DateTimeOffset time) => LedgerTime.FromMillisecond(LedgerTime.QuarterHour(time.ToUnixTimeMilliseconds()));
}
