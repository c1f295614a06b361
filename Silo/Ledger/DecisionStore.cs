using System.Globalization;

namespace Sms;

/// <summary>What was decided about messages, from the events and the rows of those put off.</summary>
internal sealed class DecisionStore(ILedgerStatements statements) : IDecisionStore
{
    public async Task<IReadOnlyList<Decision>> ReadAsync(DecisionQuery query)
    {
        var conditions = new Conditions { new("subscriber", query.Subscriber.Value), new("size", query.Size + 1) };
        if (query.Campaign is { } campaign) conditions.Add("campaign", campaign.Value);
        if (query.Campaign is { } of) conditions.Add(new SqlParameter("source", SourceId.Of(of).Value));
        if (query.After is { } after) conditions.Add("after", after);
        return await statements.ReadAsync("decisions.sql", conditions.Parameters, Read, conditions.Names);
    }

    public async Task<IReadOnlyList<ReasonCount>> CountReasonsAsync(CampaignId campaign, DateTimeOffset launchedAt)
    {
        var id = MessageId.Of(SourceId.Of(campaign), launchedAt, 0);
        var rows = await statements.ReadAsync(
            "reasons.sql", [new("campaign", campaign.Value), new("born", id.Born), new("first", campaign.Value + "-"), new("beyond", campaign.Value + ".")],
            row => (Deferred: row.Integer(0) == 1, Reason: row.TextOrNull(1), Count: row.Number(2)));
        return rows.Select(row => new ReasonCount(row.Deferred, ReasonOf(row.Reason), row.Count)).OrderBy(row => row.Deferred).ThenBy(row => row.Reason).ToList();
    }

    private static Decision Read(LedgerRow row)
    {
        var verdict = (DecisionVerdict)row.Integer(2);
        var detail = row.TextOrNull(5);
        return new Decision
        {
            Id = row.Id(0),
            At = row.Time(1),
            Verdict = verdict,
            Source = new SourceId(row.Text(3)),
            Message = new MessageId(row.Text(4)),
            Reason = verdict switch
            {
                DecisionVerdict.Skipped => SkipDetail.Read(detail),
                DecisionVerdict.Deferred => (SkipReason)row.Integer(6),
                DecisionVerdict.Refused => MessageDetail.Read(detail).Declined ?? SkipReason.None,
                _ => SkipReason.None,
            },
            Detail = verdict == DecisionVerdict.Skipped ? SkipDetail.ReadWords(detail) : verdict == DecisionVerdict.Deferred ? detail : null,
            Until = row.TimeOrNull(7),
            Waiting = !row.IsNull(8),
        };
    }

    /// <summary>Skips tell their reason by name, rows of those put off by number.</summary>
    private static SkipReason ReasonOf(string? text) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (SkipReason)number
        : Enum.TryParse<SkipReason>(text, out var reason) ? reason : SkipReason.None;
}
