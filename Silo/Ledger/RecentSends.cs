using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>People and what they were sent lately, read for all who are asked about together.</summary>
internal sealed class RecentSends : IRecentSends
{
    private readonly ILedgerStatements statements;
    private readonly TimeProvider clock;
    private readonly BatchedReader<SubscriberId, PersonSent> people;
    private long horizon;
    private int most = 1;

    public RecentSends(ILedgerStatements statements, IOptions<LedgerOptions> options, Company company, TimeProvider clock)
    {
        (this.statements, this.clock) = (statements, clock);
        people = new(ReadManyAsync, new PersonSent(null, []), parallel: 1, company: company, gather: options.Value.GatherReads);
    }

    public Task<PersonSent> ReadAsync(SubscriberId person, TimeSpan horizon, int most)
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

    private async Task<IReadOnlyDictionary<SubscriberId, PersonSent>> ReadManyAsync(IReadOnlyList<SubscriberId> ids)
    {
        var now = clock.GetUtcNow();
        var since = now - TimeSpan.FromTicks(Interlocked.Read(ref horizon));
        var sent = new List<RecentSend>?[ids.Count];
        var (people, _) = await statements.ReadOftenAsync(
            [
                new("people", ids.Select(id => id.Value).ToList()), new("since", LedgerTime.LowestId(since)),
                // A message may have been put off since it was born.
                new("born_first", Born(since.AddMonths(-2))), new("born_last", Born(now.AddDays(1))), new("most", Volatile.Read(ref most)),
            ],
            new LedgerQuery<Profile>("profiles_read.sql", row => row.Profile()!),
            new LedgerQuery<bool>("recent_sends.sql", row => Add(ref sent[row.Integer(0) - 1], new RecentSend(row.Time(1), new SourceId(row.Text(2)), row.Message(3) ?? default))));

        var byPerson = new Dictionary<SubscriberId, PersonSent>(ids.Count);
        foreach (var person in people) byPerson[person.Id] = new PersonSent(person, []);
        for (var place = 0; place < ids.Count; place++)
        {
            if (sent[place] is { } sends) byPerson[ids[place]] = new PersonSent(byPerson.GetValueOrDefault(ids[place]).Person, sends);
        }

        return byPerson;
    }

    private static bool Add(ref List<RecentSend>? sends, RecentSend sent)
    {
        if (sent.Source.Kind == SourceKind.Conversation) return false;
        (sends ??= []).Add(sent);
        return true;
    }

    private static WrittenOut Born(DateTimeOffset time) => new((time.UtcDateTime.Year % 100 * 100) + time.UtcDateTime.Month);
}
