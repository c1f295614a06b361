namespace Sms;

/// <summary>What people were sent lately, read for all who are asked about together.</summary>
internal sealed class RecentSends : IRecentSends
{
    private readonly ILedgerStatements statements;
    private readonly TimeProvider clock;
    private readonly BatchedReader<SubscriberId, IReadOnlyList<RecentSend>> people;
    private long horizon;
    private int most = 1;

    public RecentSends(ILedgerStatements statements, TimeProvider clock)
    {
        (this.statements, this.clock) = (statements, clock);
        people = new(ReadManyAsync, []);
    }

    public Task<IReadOnlyList<RecentSend>> ReadAsync(SubscriberId person, TimeSpan horizon, int most)
    {
        // One for all: they are the deployment's, and grow at most.
        if (most > Volatile.Read(ref this.most)) Volatile.Write(ref this.most, most);
        if (horizon.Ticks > Interlocked.Read(ref this.horizon)) Interlocked.Exchange(ref this.horizon, horizon.Ticks);
        return people.ReadAsync(person);
    }

    public async Task<IReadOnlyList<SmartWindow>> NoteAsync(SmartWindow window)
    {
        await statements.WriteAsync(
            "smart_window_note.sql",
            [new("since", window.Since), new("campaign", (long)window.Campaign.TotalSeconds), new("flow", (long)window.Flow.TotalSeconds)], row => true);
        return await statements.ReadAsync(
            "smart_windows.sql", [], row => new SmartWindow(row.Time(0), TimeSpan.FromSeconds(row.Number(1)), TimeSpan.FromSeconds(row.Number(2))));
    }

    private async Task<IReadOnlyDictionary<SubscriberId, IReadOnlyList<RecentSend>>> ReadManyAsync(IReadOnlyList<SubscriberId> ids)
    {
        var now = clock.GetUtcNow();
        var since = now - TimeSpan.FromTicks(Interlocked.Read(ref horizon));
        var rows = await statements.ReadAsync(
            "recent_sends.sql",
            [
                new("people", ids.Select(id => id.Value).ToList()), new("since", LedgerTime.LowestId(since)),
                // A message may have been put off since it was born.
                new("born_first", Born(since.AddMonths(-2))), new("born_last", Born(now.AddDays(1))), new("most", Volatile.Read(ref most)),
            ],
            row => (Place: row.Integer(0), Sent: new RecentSend(row.Time(1), new SourceId(row.Text(2)), row.Message(3) ?? default)));
        var byPerson = new Dictionary<SubscriberId, IReadOnlyList<RecentSend>>(ids.Count);
        foreach (var (place, sent) in rows)
        {
            if (sent.Source.Kind == SourceKind.Conversation) continue;
            var person = ids[place - 1];
            if (byPerson.TryGetValue(person, out var known)) ((List<RecentSend>)known).Add(sent);
            else byPerson[person] = new List<RecentSend> { sent };
        }
        return byPerson;
    }

    private static int Born(DateTimeOffset time) => (time.UtcDateTime.Year % 100 * 100) + time.UtcDateTime.Month;
}
