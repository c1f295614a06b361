namespace Sms;

/// <summary>What people were sent lately, read for all who are asked about together.</summary>
internal sealed class RecentSends : IRecentSends
{
    /// <summary>
    /// Milliseconds. To open the statement costs the database as much as to read a dozen people: with two under way and no wait, each read four or five. Nobody notices in a campaign.
    /// </summary>
    private const int Gather = 5;

    private readonly ILedgerStatements statements;
    private readonly TimeProvider clock;
    private readonly BatchedReader<SubscriberId, IReadOnlyList<RecentSend>> people;
    private long horizon;
    private int most = 1;

    public RecentSends(ILedgerStatements statements, TimeProvider clock)
    {
        (this.statements, this.clock) = (statements, clock);
        people = new(ReadManyAsync, [], parallel: 1, gather: Gather);
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
        var byPerson = new Dictionary<SubscriberId, IReadOnlyList<RecentSend>>(ids.Count);
        await statements.ReadOftenAsync(
            "recent_sends.sql",
            [
                new("people", ids.Select(id => id.Value).ToList()), new("since", LedgerTime.LowestId(since)),
                // A message may have been put off since it was born.
                new("born_first", Born(since.AddMonths(-2))), new("born_last", Born(now.AddDays(1))), new("most", Volatile.Read(ref most)),
            ],
            row => Add(byPerson, ids[row.Integer(0) - 1], new RecentSend(row.Time(1), new SourceId(row.Text(2)), row.Message(3) ?? default)));
        return byPerson;
    }

    private static bool Add(Dictionary<SubscriberId, IReadOnlyList<RecentSend>> byPerson, SubscriberId person, RecentSend sent)
    {
        if (sent.Source.Kind == SourceKind.Conversation) return false;
        if (byPerson.TryGetValue(person, out var known)) ((List<RecentSend>)known).Add(sent);
        else byPerson[person] = new List<RecentSend> { sent };
        return true;
    }

    private static int Born(DateTimeOffset time) => (time.UtcDateTime.Year % 100 * 100) + time.UtcDateTime.Month;
}
