namespace Sms;

/// <summary>Slices of the ledger that are owed an answer, read by statements that both databases have.</summary>
internal sealed class SweepStore(ILedgerStatements statements) : ISweepStore
{
    private static readonly string[] Unconfirmed = ["submits", "unconfirmed"];
    private static readonly string[] Undelivered = ["undelivered"];

    public Task<SweepPage> ReadUnansweredAsync(SweepQuery query) => ReadAsync("sweep_unanswered.sql", query, null);

    public Task<SweepPage> ReadUnconfirmedAsync(SweepQuery query) => ReadAsync("sweep_unconfirmed.sql", query, Unconfirmed);

    public Task<SweepPage> ReadUndeliveredAsync(SweepQuery query) => ReadAsync("sweep_unconfirmed.sql", query, Undelivered);

    public async Task<IReadOnlySet<string>> ReadProviderIdsAsync(SubscriberId subscriber, DateTimeOffset since) => (await statements.ReadAsync(
        "provider_ids.sql", [new("subscriber", subscriber.Value), new("since", LedgerTime.LowestId(since))], row => row.Text(0))).ToHashSet(StringComparer.Ordinal);

    public async Task<IReadOnlyList<MessageId>> ReadUnansweredOfAsync(SubscriberId subscriber, DateTimeOffset since) => await statements.ReadAsync(
        "unanswered_of.sql", [new("subscriber", subscriber.Value), new("since", LedgerTime.LowestId(since))], row => new MessageId(row.Text(0)));

    private async Task<SweepPage> ReadAsync(string file, SweepQuery query, IReadOnlyCollection<string>? when)
    {
        Guid? last = null;
        var rows = await statements.ReadAsync(
            file,
            [new("carrier", query.Carrier), new("after", query.After), new("until", LedgerTime.LowestId(query.Until)), new("examine", query.Examine)],
            row =>
            {
                // The row without a message tells how far the page went.
                if (!row.IsNull(1)) return new SweepItem(new MessageId(row.Text(1)), (Metric)row.Short(2), row.Time(3), new SubscriberId(row.Text(4)), row.TextOrNull(5), row.TextOrNull(6));
                last = row.IsNull(0) ? null : row.Id(0);
                return null;
            },
            when);
        return new SweepPage([.. rows.OfType<SweepItem>()], last);
    }
}
