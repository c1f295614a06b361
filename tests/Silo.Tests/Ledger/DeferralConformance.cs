using Sms.Testing;

namespace Sms.Tests;

public sealed class Postgres_deferrals(PostgresFixture database) : DeferralConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_deferrals(SqliteFixture database) : DeferralConformance(database), IClassFixture<SqliteFixture>;

/// <summary>People who wait, what they were sent, and what was decided about them, on every database.</summary>
public abstract class DeferralConformance(LedgerDatabaseFixture database)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly LedgerFacts facts = new(Noon);

    private IDeferralStore Deferrals => database.Harness.Get<IDeferralStore>();

    [Fact]
    public async Task People_wait_until_a_wave_that_began_when_they_were_due_is_through()
    {
        await SettleAsync(Noon, Put(1, Noon.AddHours(2)), Put(12, Noon.AddHours(1)), Put(13, Noon.AddHours(3)));
        var waiting = await WaitingAsync(Noon);
        Assert.Equal((3, Noon.AddHours(1)), (waiting.People, waiting.Next));
        Assert.Empty(waiting.DueWaves);
        Assert.Equal([new DueWave(0, 1), new DueWave(1, 1)], (await WaitingAsync(Noon.AddHours(2))).DueWaves);

        // The second wave runs at two o'clock: 12 is through, 13 is not due.
        await Deferrals.SettleAsync(facts.Campaign, 10, 10, Noon.AddHours(2), []);
        waiting = await WaitingAsync(Noon.AddHours(2));
        Assert.Equal((2, Noon.AddHours(2)), (waiting.People, waiting.Next));
        Assert.Equal([new DueWave(0, 1)], waiting.DueWaves);
    }

    [Fact]
    public async Task Who_is_put_off_again_goes_on_waiting_and_twice_is_once()
    {
        await SettleAsync(Noon, Put(1, Noon.AddHours(1)));
        for (var time = 0; time < 2; time++) await SettleAsync(Noon.AddHours(1), Put(1, Noon.AddHours(9)));
        Assert.Equal((1, Noon.AddHours(9)), ((await WaitingAsync(Noon)).People, (await WaitingAsync(Noon)).Next));
        await SettleAsync(Noon.AddHours(9));
        Assert.Equal((0, null), ((await WaitingAsync(Noon)).People, (await WaitingAsync(Noon)).Next));
    }

    [Fact]
    public async Task A_wave_does_not_see_who_waits()
    {
        var list = new ListId(Ulid.NewUlid().ToString());
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [.. Enumerable.Range(0, 5).Select(i => LedgerFacts.Row(i))], Noon, list));
        await database.Harness.Audiences.SnapshotAsync(facts.Campaign, [list], [], Noon);
        await SettleAsync(Noon, Put(2, Noon.AddHours(1)));
        Assert.Equal([0, 1, 3, 4], await OrdinalsAsync(Noon));
        Assert.Equal([0, 1, 2, 3, 4], await OrdinalsAsync(Noon.AddHours(1)));

        async Task<IEnumerable<int>> OrdinalsAsync(DateTimeOffset now) =>
            (await database.Harness.Audiences.ReadWaveAsync(facts.Campaign, 0, 10, facts.Now, now)).Select(recipient => recipient.Ordinal);
    }

    [Fact]
    public async Task Recent_sends_are_what_the_provider_took_or_never_answered()
    {
        var sends = database.Harness.Get<IRecentSends>();
        // Each ordinal is a person of its own in these facts.
        await database.Harness.Ledger.CommitAsync(facts.Entry(31, 1, Metric.Submitting, Metric.RelayedSms, Metric.ReceivedSms));
        await database.Harness.Ledger.CommitAsync(facts.Entry(32, 1, Metric.Submitting, Metric.SubmitUnknown));
        await database.Harness.Ledger.CommitAsync(facts.Entry(33, 1, Metric.Submitting, Metric.RefusedSms));
        await database.Harness.Ledger.CommitAsync(facts.Entry(34, 1, Metric.Skipped));
        await database.Harness.Ledger.CommitAsync(facts.Entry(35, 1, Metric.Submitting, Metric.SubmitUnknown, Metric.RelayedSms));

        var horizon = TimeProvider.System.GetUtcNow() - Noon + TimeSpan.FromDays(1);
        Assert.Equal([new RecentSend(Noon, facts.Source, default)], await SentAsync(31));
        Assert.Equal(facts.Message(32), Assert.Single(await SentAsync(32)).Message);
        Assert.Empty(await SentAsync(33));
        Assert.Empty(await SentAsync(34));
        Assert.Single(await SentAsync(35));

        async Task<IReadOnlyList<RecentSend>> SentAsync(int ordinal) => (await sends.ReadAsync(LedgerFacts.Person(ordinal), horizon, 10)).Sent;
    }

    [Fact]
    public async Task A_person_comes_with_what_they_were_sent()
    {
        var sends = database.Harness.Get<IRecentSends>();
        var (known, silent, stranger) = (LedgerFacts.Person(51), LedgerFacts.Person(52), LedgerFacts.Person(53));
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [LedgerFacts.Row(51), LedgerFacts.Row(52)], Noon));
        await database.Harness.Ledger.CommitAsync(facts.Entry(51, 1, Metric.Submitting, Metric.RelayedSms));
        await database.Harness.Ledger.CommitAsync(facts.Entry(53, 1, Metric.Submitting, Metric.RelayedSms));

        // Asked for together, they come in one round trip; each has its own all the same.
        var horizon = TimeProvider.System.GetUtcNow() - Noon + TimeSpan.FromDays(1);
        var read = await Task.WhenAll(new[] { silent, known, stranger }.Select(person => sends.ReadAsync(person, horizon, 10)));
        Assert.Equal([silent, known, null], read.Select(person => person.Person?.Id));
        Assert.Equal([0, 1, 1], read.Select(person => person.Sent.Count));
        Assert.Equal(LedgerFacts.Row(51).Phone, read[1].Person!.Phone);
    }

    [Fact]
    public async Task Windows_are_noted_when_they_change()
    {
        var sends = database.Harness.Get<IRecentSends>();
        var (first, second) = (new SmartWindow(Noon, TimeSpan.FromHours(24), TimeSpan.FromHours(16)), new SmartWindow(Noon.AddDays(1), TimeSpan.FromHours(8), TimeSpan.Zero));
        Assert.Equal([first], await sends.NoteAsync(first));
        Assert.Equal([first], await sends.NoteAsync(first with { Since = Noon.AddHours(1) }));
        Assert.Equal([first, second], await sends.NoteAsync(second));
        Assert.Equal([first, second, first with { Since = Noon.AddDays(2) }], await sends.NoteAsync(first with { Since = Noon.AddDays(2) }));
    }

    [Fact]
    public async Task Decisions_are_read_newest_first_page_by_page_and_counted_by_reason()
    {
        var person = LedgerFacts.Person(41);
        await database.Harness.Ledger.CommitAsync(facts.Entry(41, 1, Metric.Submitting, Metric.RelayedSms));
        var skipped = facts.Event(42, 1, Metric.Skipped, Noon.AddMinutes(1)) with
        {
            Subscriber = person,
            Detail = SkipDetail.Write(SkipReason.SmartSending, "window 1.00:00:00"),
        };
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(skipped.Stream, [skipped]));
        await Deferrals.SettleAsync(facts.Campaign, 43, 1, Noon, [Put(43, Noon.AddHours(9)) with { Subscriber = person, At = Noon.AddMinutes(2) }]);
        await database.Harness.Ledger.CommitAsync(With(facts.Entry(44, 1, Metric.Submitting, Metric.SubmitUnknown), person));

        var store = database.Harness.Get<IDecisionStore>();
        var all = await store.ReadAsync(new DecisionQuery { Subscriber = person });
        Assert.Equal([(DecisionVerdict.Deferred, 43), (DecisionVerdict.Skipped, 42)], all.Take(2).Select(decision => (decision.Verdict, decision.Message.Ordinal)));
        Assert.Equal([DecisionVerdict.Sent, DecisionVerdict.Unknown], all.Skip(2).Select(decision => decision.Verdict).Order());
        Assert.Equal((SkipReason.SmartSending, "window 1.00:00:00"), (all[1].Reason, all[1].Detail));
        Assert.Equal((SkipReason.QuietHours, Noon.AddHours(9), true, "why"), (all[0].Reason, all[0].Until, all[0].Waiting, all[0].Detail));
        var second = await store.ReadAsync(new DecisionQuery { Subscriber = person, Campaign = facts.Campaign, Size = 1, After = all[0].Id });
        Assert.Equal(all[1], second[0]);
        Assert.Equal(2, second.Count);
        Assert.Empty(await store.ReadAsync(new DecisionQuery { Subscriber = person, Campaign = new CampaignId(Ulid.NewUlid().ToString()) }));

        Assert.Equal(
            [new ReasonCount(false, SkipReason.SmartSending, 1), new ReasonCount(true, SkipReason.QuietHours, 1)],
            await store.CountReasonsAsync(facts.Campaign, facts.Now));
    }

    private static LedgerEntry With(LedgerEntry entry, SubscriberId person) =>
        entry with { Events = [.. entry.Events.Select(fact => fact with { Subscriber = person })] };

    private Deferral Put(int ordinal, DateTimeOffset until) =>
        new(ordinal, facts.Message(ordinal), LedgerFacts.Person(ordinal), SkipReason.QuietHours, "why", Noon, until);

    private Task SettleAsync(DateTimeOffset began, params Deferral[] deferred) => Deferrals.SettleAsync(facts.Campaign, 0, 100, began, deferred);

    private Task<DeferralsWaiting> WaitingAsync(DateTimeOffset now) => Deferrals.ReadWaitingAsync(facts.Campaign, new WavePlan(100, 10, 0, 0), now);
}
