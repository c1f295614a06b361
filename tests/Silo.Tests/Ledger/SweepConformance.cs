using Sms.Testing;

namespace Sms.Tests;

/// <summary>What every database must find when it is asked who is owed an answer.</summary>
public abstract class SweepConformance(LedgerDatabaseFixture database)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly LedgerFacts facts = new(Noon);
    private readonly string carrier = "c" + Guid.NewGuid().ToString("N");

    private ISweepStore Sweeps => database.Harness.Sweeps;

    [Fact]
    public async Task Submits_without_an_answer_are_found_until_something_was_heard_of_them()
    {
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [LedgerFacts.Row(1)], Noon));
        await CommitAsync(1, Metric.Submitting, Metric.SubmitUnknown);
        await CommitAsync(2, Metric.Submitting, Metric.SubmitUnknown, Metric.RelayedSms);
        await CommitAsync(3, Metric.Submitting, Metric.SubmitUnknown, Metric.SubmitUnconfirmed);
        await CommitAsync(4, Metric.Submitting, Metric.SubmitUnknown, Metric.Resubmitting);
        await CommitAsync(5, Metric.Submitting);

        var found = await AllAsync(Sweeps.ReadUnansweredAsync, Noon.AddHours(1));
        Assert.Equal([1, 4], found.Select(item => item.Message.Ordinal).Distinct().Order());
        var first = found.First(item => item.Message.Ordinal == 1);
        Assert.Equal((LedgerFacts.Person(1), LedgerFacts.Row(1).Phone, null), (first.Subscriber, first.Phone, first.ProviderId));
        Assert.Null(found.First(item => item.Message.Ordinal == 4).Phone);
    }

    [Fact]
    public async Task Messages_without_a_last_word_are_found_and_cut_off_intents_with_them()
    {
        await CommitAsync(10, Metric.Submitting, Metric.RelayedSms);
        await CommitAsync(11, Metric.Submitting, Metric.RelayedSms, Metric.Sent);
        await CommitAsync(12, Metric.Submitting, Metric.RelayedSms, Metric.ReceivedSms);
        await CommitAsync(13, Metric.Submitting, Metric.RelayedSms, Metric.FailedToDeliverSms);
        await CommitAsync(14, Metric.Submitting, Metric.RelayedSms, Metric.Unconfirmed);
        await CommitAsync(15, Metric.Submitting);
        await CommitAsync(16, Metric.Submitting, Metric.SubmitUnknown, Metric.SubmitUnconfirmed);
        await CommitAsync(17, Metric.Submitting, Metric.RefusedSms);

        Assert.Equal([10, 11, 15], (await AllAsync(Sweeps.ReadUnconfirmedAsync, Noon.AddHours(1))).Select(item => item.Message.Ordinal).Distinct().Order());
        Assert.Equal([10, 11, 14], (await AllAsync(Sweeps.ReadUndeliveredAsync, Noon.AddHours(1))).Select(item => item.Message.Ordinal).Distinct().Order());
        Assert.Equal("SM10", (await AllAsync(Sweeps.ReadUndeliveredAsync, Noon.AddHours(1))).First(item => item.Message.Ordinal == 10).ProviderId);
    }

    [Fact]
    public async Task Pages_follow_time_end_where_they_are_told_to_and_miss_nothing()
    {
        const int Messages = 50;
        for (var i = 0; i < Messages; i++) await CommitAsync(100 + i, Noon.AddSeconds(i), Metric.Submitting, Metric.RelayedSms);

        var some = await AllAsync(Sweeps.ReadUnconfirmedAsync, Noon.AddSeconds(20), examine: 7);
        Assert.Equal(Enumerable.Range(100, 20), some.Where(item => item.Step == Metric.RelayedSms).Select(item => item.Message.Ordinal));
        var all = await AllAsync(Sweeps.ReadUnconfirmedAsync, Noon.AddHours(1), examine: 7);
        Assert.Equal(Enumerable.Range(100, Messages), all.Where(item => item.Step == Metric.RelayedSms).Select(item => item.Message.Ordinal));
        Assert.Empty((await Sweeps.ReadUnconfirmedAsync(new SweepQuery("somebody else's", Instants.LowestId(Noon), Noon.AddHours(1), 1_000))).Items);
        var end = await Sweeps.ReadUnconfirmedAsync(new SweepQuery(carrier, Instants.LowestId(Noon.AddYears(9)), Noon.AddYears(10), 10));
        Assert.Equal((0, null), (end.Items.Count, end.Last));
    }

    [Fact]
    public async Task A_persons_messages_are_known_by_the_providers_ids()
    {
        await CommitAsync(300, Metric.Submitting, Metric.RelayedSms, Metric.ReceivedSms);
        Assert.Equal(["SM300"], await Sweeps.ReadProviderIdsAsync(LedgerFacts.Person(300), Noon));
        Assert.Empty(await Sweeps.ReadProviderIdsAsync(LedgerFacts.Person(300), Noon.AddSeconds(1)));
        Assert.Empty(await Sweeps.ReadProviderIdsAsync(LedgerFacts.Person(301), Noon));
    }

    private Task<TimeSpan> CommitAsync(int ordinal, params Metric[] metrics) => CommitAsync(ordinal, Noon, metrics);

    private Task<TimeSpan> CommitAsync(int ordinal, DateTimeOffset at, params Metric[] metrics) => database.Harness.Ledger.CommitAsync(new LedgerEntry(
        StreamId.Of(facts.Message(ordinal)),
        [
            .. metrics.Select((metric, i) => facts.Event(ordinal, i + 1, metric, at) with
            {
                Carrier = carrier, ProviderId = metric == Metric.RelayedSms ? $"SM{ordinal}" : null,
            }),
        ]));

    /// <summary>Every page from noon on, as a sweep reads them.</summary>
    private async Task<List<SweepItem>> AllAsync(Func<SweepQuery, Task<SweepPage>> read, DateTimeOffset until, int examine = 1_000)
    {
        var (found, place) = (new List<SweepItem>(), Instants.LowestId(Noon));
        while (true)
        {
            var page = await read(new SweepQuery(carrier, place, until, examine));
            found.AddRange(page.Items);
            if (page.Last is not { } last) return found;
            Assert.True(last.CompareTo(place) > 0 || place != last);
            place = last;
        }
    }
}
