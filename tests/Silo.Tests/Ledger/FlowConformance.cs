using Sms.Testing;

namespace Sms.Tests;

public sealed class Postgres_flows(PostgresFixture database) : FlowConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_flows(SqliteFixture database) : FlowConformance(database), IClassFixture<SqliteFixture>;

/// <summary>Who is in which flow, and where, on every database.</summary>
public abstract class FlowConformance(LedgerDatabaseFixture database)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly FlowId flow = new(Ulid.NewUlid().ToString());

    private static TimeSpan? ForEver => null;

    private IFlowStore Flows => database.Harness.Get<IFlowStore>();

    [Fact]
    public async Task A_start_that_is_told_46_times_is_one_entry_and_numbers_are_dense()
    {
        for (var time = 0; time < 46; time++)
        {
            var noted = await Flows.EnterAsync(flow, [Start(1), Start(2)], ForEver);
            Assert.Equal(time == 0 ? 2 : 0, noted.Count(one => one.Entered));
            Assert.Equal(time == 0 ? 2 : 0, noted.Count);
        }

        Assert.Equal([new FlowNoted(LedgerFacts.Person(3), true)], await Flows.EnterAsync(flow, [Start(2), Start(3)], ForEver));
        Assert.Equal([(0, 1), (1, 2), (2, 3)], (await DueAsync(Noon)).Select(due => (due.Entry, PersonOf(due))));
        // Another flow's numbers are its own.
        var other = new FlowId(Ulid.NewUlid().ToString());
        await Flows.EnterAsync(other, [Start(3)], ForEver);
        Assert.Equal(0, Assert.Single(await Flows.ReadDueAsync(other, Noon, 10)).Entry);
    }

    [Fact]
    public async Task Who_was_in_it_enters_again_when_the_time_is_over_and_a_refusal_is_noted_once()
    {
        var hour = TimeSpan.FromHours(1);
        Assert.True(Assert.Single(await Flows.EnterAsync(flow, [Start(1)], hour)).Entered);
        Assert.False(Assert.Single(await Flows.EnterAsync(flow, [Start(1, "text/2", Noon.AddMinutes(59))], hour)).Entered);
        Assert.Empty(await Flows.EnterAsync(flow, [Start(1, "text/2", Noon.AddMinutes(59))], hour));
        // The refused one does not count against the next.
        Assert.True(Assert.Single(await Flows.EnterAsync(flow, [Start(1, "text/3", Noon.AddMinutes(61))], hour)).Entered);
        Assert.False(Assert.Single(await Flows.EnterAsync(flow, [Start(1, "text/4", Noon.AddYears(20))], ForEver)).Entered);
        Assert.True(Assert.Single(await Flows.EnterAsync(flow, [Start(1, "text/5", Noon.AddMinutes(62))], TimeSpan.Zero)).Entered);
        Assert.Equal([0, 2, 4], (await DueAsync(Noon.AddDays(1))).Select(due => due.Entry));
    }

    [Fact]
    public async Task People_are_due_at_their_time_and_are_moved_on_once()
    {
        await Flows.EnterAsync(flow, [Start(1), Start(2) with { Step = 1, Due = Noon.AddHours(2) }], ForEver);
        Assert.Equal(Noon, await Flows.ReadNextAsync(flow));
        Assert.Equal([(0, LedgerFacts.Person(1), 0, Noon)], (await DueAsync(Noon)).Select(due => (due.Entry, due.Person, due.Step, due.ReachedAt)));
        Assert.Equal([0, 1], (await DueAsync(Noon.AddHours(2))).Select(due => due.Entry));
        Assert.Single(await Flows.ReadDueAsync(flow, Noon.AddHours(2), 1));

        var on = new FlowMove(0, 0, 2, Noon.AddHours(5), Noon.AddHours(5));
        for (var time = 0; time < 2; time++) await Flows.MoveAsync(flow, [on]);
        Assert.Equal(Noon.AddHours(2), await Flows.ReadNextAsync(flow));
        Assert.Equal((2, Noon.AddHours(5)), (await DueAsync(Noon.AddHours(5))).Where(due => due.Entry == 0).Select(due => (due.Step, due.ReachedAt)).Single());
        // What another run decided about an earlier step changes nothing any more.
        await Flows.MoveAsync(flow, [new FlowMove(0, 0, 1, Noon, Noon)]);
        Assert.Equal(2, (await DueAsync(Noon.AddHours(5))).Single(due => due.Entry == 0).Step);

        await Flows.MoveAsync(flow, [new FlowMove(0, 2, 3, Noon.AddHours(5), null), new FlowMove(1, 1, 3, Noon.AddHours(5), null)]);
        Assert.Null(await Flows.ReadNextAsync(flow));
        Assert.Empty(await DueAsync(Noon.AddYears(1)));
    }

    [Fact]
    public async Task A_step_that_is_put_off_keeps_the_month_of_its_message_and_shows_in_the_persons_decisions()
    {
        var person = LedgerFacts.Person(7_001);
        await Flows.EnterAsync(flow, [new FlowArrival(new FlowStart(person, "text/1", Noon), 0, Noon)], ForEver);
        var message = MessageId.Of(SourceId.Of(flow), Noon, 0);
        await Flows.MoveAsync(flow, [Put(Noon.AddDays(9), message)]);
        Assert.Equal((Noon, Noon.AddDays(9)), (Assert.Single(await DueAsync(Noon.AddDays(9))).ReachedAt, await Flows.ReadNextAsync(flow)));

        var store = database.Harness.Get<IDecisionStore>();
        var decision = Assert.Single(await store.ReadAsync(new DecisionQuery { Subscriber = person }));
        Assert.Equal((DecisionVerdict.Deferred, SkipReason.QuietHours, "why"), (decision.Verdict, decision.Reason, decision.Detail));
        Assert.Equal((SourceId.Of(flow), message, Noon.AddDays(9), true), (decision.Source, decision.Message, decision.Until, decision.Waiting));
        Assert.Empty(await store.ReadAsync(new DecisionQuery { Subscriber = person, Campaign = new CampaignId(flow.Value) }));
        // It may say in which state somebody lives.
        await database.Harness.Profiles.EraseAsync(person, Noon);
        Assert.Null(Assert.Single(await store.ReadAsync(new DecisionQuery { Subscriber = person })).Detail);

        await Flows.MoveAsync(flow, [new FlowMove(0, 0, 1, Noon.AddDays(10), Noon.AddDays(10))]);
        Assert.False(Assert.Single(await store.ReadAsync(new DecisionQuery { Subscriber = person })).Waiting);
    }

    [Fact]
    public async Task Who_is_put_on_a_list_arrives_once_and_again_only_when_put_on_it_again()
    {
        var list = new ListId(Ulid.NewUlid().ToString());
        SubscriberId[] people = [LedgerFacts.Person(1), LedgerFacts.Person(2), LedgerFacts.Person(3)];
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [LedgerFacts.Row(1)], Noon.AddMinutes(-1), list));
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [LedgerFacts.Row(2), LedgerFacts.Row(3)], Noon.AddMinutes(-1)));
        await database.Harness.Profiles.AddToListAsync(list, people, Noon.AddMinutes(1));
        await database.Harness.Profiles.AddToListAsync(list, people, Noon.AddMinutes(2));
        // What was agreed to long ago, elsewhere, starts nothing.
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(
            ProfileWriteMode.Upsert, [LedgerFacts.Row(4, Noon.AddYears(-1))], Noon.AddMinutes(3), list, new ConsentGrant("Import", null, Historical: true)));
        Assert.Equal(4, await database.Harness.Profiles.CountListAsync(list));

        var arrivals = await Flows.ReadArrivalsAsync(flow, list, Noon, null, 10);
        Assert.Equal(people[1..].Order(ById), arrivals.Select(arrival => arrival.Person));
        Assert.All(arrivals, arrival => Assert.Equal(("list/" + list.Value, Noon.AddMinutes(1)), (arrival.Cause, arrival.At)));
        // Page by page, whether or not the page before has been noted.
        Assert.Equal([arrivals[0]], await Flows.ReadArrivalsAsync(flow, list, Noon, null, 1));
        Assert.Equal([arrivals[1]], await Flows.ReadArrivalsAsync(flow, list, arrivals[0].At, arrivals[0].Person, 1));
        Assert.Empty(await Flows.ReadArrivalsAsync(flow, list, arrivals[1].At, arrivals[1].Person, 1));
        await Flows.EnterAsync(flow, [new FlowArrival(arrivals[0], 0, Noon)], ForEver);
        Assert.Equal([arrivals[1]], await Flows.ReadArrivalsAsync(flow, list, Noon, null, 10));

        await database.Harness.Profiles.RemoveFromListAsync(list, [arrivals[0].Person]);
        await database.Harness.Profiles.AddToListAsync(list, [arrivals[0].Person], Noon.AddMinutes(9));
        Assert.Equal([arrivals[1], arrivals[0] with { At = Noon.AddMinutes(9) }], await Flows.ReadArrivalsAsync(flow, list, Noon, null, 10));
    }

    [Fact]
    public async Task Stopped_is_for_good()
    {
        await Flows.EnterAsync(flow, [Start(1), Start(2)], ForEver);
        await Flows.MoveAsync(flow, [new FlowMove(0, 0, 3, Noon, null)]);
        Assert.Equal((1, 0), (await Flows.StopAsync(flow), await Flows.StopAsync(flow)));
        // A step that was under way is through, and leads nowhere.
        await Flows.MoveAsync(flow, [new FlowMove(1, 0, 1, Noon, Noon)]);
        Assert.Null(await Flows.ReadNextAsync(flow));
    }

    [Fact]
    public async Task Events_are_counted_by_flow_and_action_and_the_slot_their_message_was_sent_in()
    {
        // Put off over the end of a month, another action, another flow, and one sent after the time.
        var other = new FlowId(Ulid.NewUlid().ToString());
        var end = new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero);
        await CommitAsync(flow, 104, end, end.AddHours(10), Metric.Submitting, Metric.RelayedSms, Metric.ReceivedSms);
        await CommitAsync(flow, 204, end, end, Metric.Submitting, Metric.RelayedSms);
        await CommitAsync(flow, 101, end.AddDays(-9), end.AddDays(-9), Metric.Skipped);
        await CommitAsync(other, 104, end, end, Metric.Submitting);
        await CommitAsync(flow, 304, end, end.AddDays(30), Metric.Submitting);

        var reports = database.Harness.Get<IFlowReportStore>();
        var midnight = end.AddHours(1);
        var cells = await reports.CountAsync([flow], [end.AddDays(-20), midnight, midnight.AddDays(7)]);
        Assert.Equal(
            [
                new FlowCell(flow, 1, 0, Metric.Skipped, 1, 2), new FlowCell(flow, 4, 0, Metric.Submitting, 1, 2), new FlowCell(flow, 4, 0, Metric.RelayedSms, 1, 2),
                new FlowCell(flow, 4, 1, Metric.Submitting, 1, 2), new FlowCell(flow, 4, 1, Metric.RelayedSms, 1, 2), new FlowCell(flow, 4, 1, Metric.ReceivedSms, 1, 2),
            ],
            cells);
        Assert.True((await reports.CountAsync([flow, other], [end, midnight])).Select(cell => cell.Flow).ToHashSet().SetEquals([flow, other]));
        Assert.Empty(await reports.CountAsync([flow], [end.AddYears(-1), end.AddYears(-1).AddDays(1)]));
    }

    private async Task CommitAsync(FlowId of, int ordinal, DateTimeOffset reached, DateTimeOffset sent, params Metric[] metrics)
    {
        var facts = new LedgerFacts(sent);
        var message = MessageId.Of(SourceId.Of(of), reached, ordinal);
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(
            StreamId.Of(message),
            [
                .. metrics.Select((metric, i) => facts.Event(ordinal, i + 1, metric, sent.AddMinutes(i)) with
                {
                    Stream = StreamId.Of(message),
                    Message = message,
                    Source = SourceId.Of(of),
                    SentAt = metric == Metric.Skipped ? null : sent,
                }),
            ]));
    }

    private static Comparer<SubscriberId> ById => Comparer<SubscriberId>.Create((left, right) => string.CompareOrdinal(left.Value, right.Value));

    private static int PersonOf(FlowDue due) => Enumerable.Range(1, 3).Single(i => LedgerFacts.Person(i) == due.Person);

    private static FlowArrival Start(int person, string cause = "text/1", DateTimeOffset? at = null) =>
        new(new FlowStart(LedgerFacts.Person(person), cause, at ?? Noon), 0, at ?? Noon);

    private static FlowMove Put(DateTimeOffset until, MessageId message) =>
        new(0, 0, 0, Noon, until) { Deferral = new FlowDeferral(message, SkipReason.QuietHours, "why", Noon.AddMinutes(1)) };

    private Task<IReadOnlyList<FlowDue>> DueAsync(DateTimeOffset now) => Flows.ReadDueAsync(flow, now, 100);
}
