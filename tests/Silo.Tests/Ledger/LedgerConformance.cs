using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What every database must do with entries.</summary>
public abstract class LedgerConformance(LedgerDatabaseFixture database)
{
    private readonly LedgerFacts facts = new(new DateTimeOffset(2026, 11, 23, 10, 7, 31, 123, TimeSpan.Zero));

    private ILedger Ledger => database.Harness.Ledger;
    private IReportStore Reports => database.Harness.Reports;

    [Fact]
    public async Task Every_column_comes_back_as_it_was_written()
    {
        var full = facts.Event(1, 1, Metric.FailedToDeliverSms) with
        {
            Failure = FailureType.CarrierViolation,
            ProviderId = "SM1",
            VendorCode = "30007",
            Body = "Grüße 🍁",
            Raw = "a=1&b=2",
            Detail = """{"x":1}""",
            ValueMicros = 12_500_000,
        };
        var bare = facts.PersonEvent(LedgerFacts.Person(900), 1, Metric.ConsentRequested);
        await Ledger.CommitAsync(new LedgerEntry(full.Stream, [full]));
        await Ledger.CommitAsync(new LedgerEntry(bare.Stream, [bare]));

        Assert.Equal([full], await Ledger.ReadAsync(full.Stream));
        Assert.Equal([bare], await Ledger.ReadAsync(bare.Stream));
    }

    [Fact]
    public async Task A_stream_nobody_wrote_is_empty() => Assert.Empty(await Ledger.ReadAsync(StreamId.Of(facts.Message(77))));

    [Fact]
    public async Task Thousands_of_concurrent_entries_are_counted_exactly_everywhere()
    {
        const int Messages = 3_000;
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(async ordinal =>
        {
            await Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting));
            await Ledger.CommitAsync(facts.Entry(ordinal, 2, Metric.RelayedSms));
            await Ledger.CommitAsync(facts.Entry(ordinal, 3, ordinal % 3 == 0 ? Metric.FailedToDeliverSms : Metric.ReceivedSms));
        }));

        var expected = new Dictionary<Metric, long>
        {
            [Metric.Submitting] = Messages,
            [Metric.RelayedSms] = Messages,
            [Metric.FailedToDeliverSms] = Messages / 3,
            [Metric.ReceivedSms] = Messages * 2 / 3,
        };
        Assert.Equivalent(expected, await Reports.RecountAsync(facts.Source, facts.Born), strict: true);
        Assert.Equivalent(expected, await Reports.SumSeriesAsync(facts.Source), strict: true);
        var totals = await Reports.ReadTotalsAsync(facts.Source);
        Assert.Equivalent(expected, totals.GroupBy(total => total.Metric).ToDictionary(group => group.Key, group => group.Sum(total => total.Count)), strict: true);
        foreach (var (metric, count) in expected) Assert.Equal(count, database.Harness.Totals.Of(facts.Source, metric));
        var streams = await Task.WhenAll(Enumerable.Range(0, Messages).Select(ordinal => Ledger.ReadAsync(StreamId.Of(facts.Message(ordinal)))));
        Assert.All(streams, stream => Assert.Equal([1, 2, 3], stream.Select(e => e.Version)));
    }

    [Fact]
    public async Task The_same_entry_again_succeeds_and_counts_nothing()
    {
        var entry = facts.Entry(1, 1, Metric.Submitting, Metric.RelayedSms);
        await Ledger.CommitAsync(entry);
        await Ledger.CommitAsync(entry);

        Assert.Equal(2, (await Ledger.ReadAsync(entry.Stream)).Count);
        Assert.Equal(1, (await Reports.SumSeriesAsync(facts.Source))[Metric.Submitting]);
        Assert.Equal(1, database.Harness.Totals.Of(facts.Source, Metric.RelayedSms));
    }

    [Fact]
    public async Task A_version_that_is_taken_is_a_conflict_and_nothing_of_the_entry_is_written()
    {
        var person = LedgerFacts.Person(501);
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Create, [LedgerFacts.Row(501)], facts.Now));
        var first = facts.PersonEvent(person, 1, Metric.UnsubscribedFromSmsMarketing);
        await Ledger.CommitAsync(new LedgerEntry(first.Stream, [first]));

        var late = facts.PersonEvent(person, 1, Metric.SubscribedToSmsMarketing);
        var message = facts.Message(501);
        var loser = new LedgerEntry(late.Stream, [late, facts.PersonEvent(person, 2, Metric.SentSms)])
        {
            Consent = new ConsentUpdate(person, SmsConsent.Subscribed, facts.Now, "API", 2),
            Receipt = new UnappliedReceipt(message, Guid.CreateVersion7(facts.Now), facts.Now, "sandbox", null, "sent", "raw"),
        };
        await Assert.ThrowsAsync<InconsistentStateException>(() => Ledger.CommitAsync(loser));

        Assert.Equal([first], await Ledger.ReadAsync(first.Stream));
        Assert.Equal(SmsConsent.Never, (await database.Harness.Profiles.ReadAsync(person))!.Consent);
        Assert.Empty(await Ledger.ReadReceiptsAsync(message));
    }

    [Fact]
    public async Task Of_many_writers_of_one_version_exactly_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var entry = facts.Entry(1, 1, Metric.Submitting);
            try
            {
                await Ledger.CommitAsync(entry);
                return entry.Events[0].Id;
            }
            catch (InconsistentStateException)
            {
                return Guid.Empty;
            }
        }));

        var winner = Assert.Single(outcomes, id => id != Guid.Empty);
        Assert.Equal(winner, Assert.Single(await Ledger.ReadAsync(StreamId.Of(facts.Message(1)))).Id);
        Assert.Equal(1, (await Reports.SumSeriesAsync(facts.Source))[Metric.Submitting]);
    }

    [Fact]
    public async Task Events_consent_and_receipts_of_one_entry_are_written_together()
    {
        var person = LedgerFacts.Person(502);
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Create, [LedgerFacts.Row(502)], facts.Now.AddHours(-1)));
        var subscribed = facts.PersonEvent(person, 1, Metric.SubscribedToSmsMarketing);
        var receipt = new UnappliedReceipt(facts.Message(502), Guid.CreateVersion7(facts.Now), facts.Now, "sandbox", "SM2", "sent", "x=1");
        await Ledger.CommitAsync(new LedgerEntry(subscribed.Stream, [subscribed, facts.PersonEvent(person, 2, Metric.SentSms)])
        {
            Consent = new ConsentUpdate(person, SmsConsent.Subscribed, facts.Now, "Inbound message", 2),
            Receipt = receipt,
        });

        var profile = await database.Harness.Profiles.ReadAsync(person);
        Assert.Equal((SmsConsent.Subscribed, facts.Now, "Inbound message", 2, 2L), (profile!.Consent, profile.ConsentAt, profile.ConsentMethod, profile.StreamVersion, profile.Revision));
        Assert.Equal(facts.Now, profile.Updated);
        Assert.Equal([receipt], await Ledger.ReadReceiptsAsync(facts.Message(502)));
        Assert.Equal(2, (await Ledger.ReadAsync(subscribed.Stream)).Count);
    }

    [Fact]
    public async Task Receipts_without_events_are_kept_once()
    {
        var receipt = new UnappliedReceipt(facts.Message(3), Guid.CreateVersion7(facts.Now), facts.Now, "sandbox", null, "sent", "x=1");
        var parked = new ParkedReceipt(Guid.CreateVersion7(facts.Now), facts.Now, "sandbox", "unknown", "SM3", null, "y=1");
        var entry = new LedgerEntry(StreamId.Of(facts.Message(3)), []) { Receipt = receipt, Parked = parked };
        await Task.WhenAll(Ledger.CommitAsync(entry), Ledger.CommitAsync(entry), Ledger.CommitAsync(facts.Entry(4, 1, Metric.Submitting)));

        Assert.Equal([receipt], await Ledger.ReadReceiptsAsync(facts.Message(3)));
        Assert.Contains(parked, await Reports.ReadParkedAsync(1_000));
    }

    [Fact]
    public async Task Parked_receipts_page_newest_first_without_gaps_where_many_came_at_once()
    {
        // Later than what other tests park here, and several in each millisecond.
        var from = facts.Now.AddDays(1);
        var parked = Enumerable.Range(0, 25).Select(i => from.AddMilliseconds(i / 10))
            .Select(at => new ParkedReceipt(Guid.CreateVersion7(at), at, "sandbox", "unknown", null, "sent", "z=1")).ToList();
        await Task.WhenAll(parked.Select((receipt, i) => Ledger.CommitAsync(new LedgerEntry(StreamId.Of(facts.Message(i)), []) { Parked = receipt })));

        var read = new List<ParkedReceipt>(await Reports.ReadParkedAsync(4));
        while (read.Count < parked.Count) read.AddRange(await Reports.ReadParkedAsync(4, new ParkedPlace(read[^1].At, read[^1].Id)));
        Assert.Equal(parked.Order(Comparer<ParkedReceipt>.Create(Newest)), read.Take(parked.Count));

        static int Newest(ParkedReceipt left, ParkedReceipt right) =>
            left.At != right.At ? right.At.CompareTo(left.At) : string.CompareOrdinal(right.Id.ToString("N"), left.Id.ToString("N"));
    }

    [Fact]
    public async Task Whatever_a_provider_says_is_kept()
    {
        // Not as a test's arguments: the runner mends them, too.
        foreach (var (said, mended, ordinal) in new[] { ("a\0b", "a\uFFFDb", 170), ("\uD83Cx\uDF41", "\uFFFDx\uFFFD", 171), ("🍁\0\uD83C", "🍁\uFFFD\uFFFD", 172) })
        {
            var told = facts.Event(ordinal, 1, Metric.FailedToDeliverSms) with { ProviderId = said, VendorCode = said, Body = said, Raw = said, Detail = said };
            var receipt = new UnappliedReceipt(facts.Message(ordinal), Guid.CreateVersion7(facts.Now), facts.Now, "sandbox", said, said, said, said);
            var parked = new ParkedReceipt(Guid.CreateVersion7(facts.Now), facts.Now, "sandbox", said, said, said, said);
            await Ledger.CommitAsync(new LedgerEntry(told.Stream, [told]));
            await Ledger.CommitAsync(new LedgerEntry(told.Stream, []) { Receipt = receipt });
            await Ledger.CommitAsync(new LedgerEntry(told.Stream, []) { Parked = parked });

            var read = Assert.Single(await Ledger.ReadAsync(told.Stream));
            Assert.All([read.ProviderId, read.VendorCode, read.Body, read.Raw, read.Detail], text => Assert.Equal(mended, text));
            var kept = Assert.Single(await Ledger.ReadReceiptsAsync(facts.Message(ordinal)));
            Assert.All([kept.ProviderId, kept.VendorStatus, kept.Raw, kept.Detail], text => Assert.Equal(mended, text));
            var found = (await Reports.ReadParkedAsync(1_000)).Single(one => one.Id == parked.Id);
            Assert.All([found.MessageId, found.ProviderId, found.VendorStatus, found.Raw], text => Assert.Equal(mended, text));
        }
    }

    [Fact]
    public async Task An_entry_that_cannot_be_stored_does_not_take_the_others_along()
    {
        var gap = facts.Entry(10, 1, Metric.Submitting, Metric.RelayedSms) with { Events = [facts.Event(10, 1, Metric.Submitting), facts.Event(10, 1, Metric.RelayedSms)] };
        var commits = Enumerable.Range(20, 40).Select(ordinal => Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting))).ToList();
        var refused = Ledger.CommitAsync(gap);
        commits.AddRange(Enumerable.Range(60, 40).Select(ordinal => Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting, Metric.RelayedSms))));

        await Assert.ThrowsAnyAsync<Exception>(() => refused);
        await Task.WhenAll(commits);
        Assert.Empty(await Ledger.ReadAsync(gap.Stream));
        Assert.Equal(80, (await Reports.SumSeriesAsync(facts.Source))[Metric.Submitting]);
    }

    [Fact]
    public async Task Batches_committed_but_reported_failed_are_recognised_and_counted_once()
    {
        await using var harness = await database.StartAsync(services => services.Decorate(inner => new LostReplies(inner)), ("Ledger:RetryFor", "00:00:10"));
        await Task.WhenAll(Enumerable.Range(200, 100).Select(async ordinal =>
        {
            await harness.Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting));
            await harness.Ledger.CommitAsync(facts.Entry(ordinal, 2, Metric.RelayedSms, Metric.ReceivedSms));
        }));

        Assert.Equal(100, (await Reports.SumSeriesAsync(facts.Source))[Metric.Submitting]);
        Assert.Equal(100, (await Reports.RecountAsync(facts.Source, facts.Born))[Metric.ReceivedSms]);
        Assert.Equal(100, (await Reports.ReadTotalsAsync(facts.Source)).Where(total => total.Metric == Metric.ReceivedSms).Sum(total => total.Count));
    }

    /// <summary>As in a silo of a cluster.</summary>
    [Fact]
    public async Task Entries_that_come_within_the_wait_for_company_are_one_commit()
    {
        await using var harness = await database.StartAsync(null, ("Ledger:Gather", "00:00:01"), ("Ledger:Writers", "1"));
        var before = harness.Instruments.Batches;
        var waits = await Task.WhenAll(Enumerable.Range(80_000, 20).Select(async ordinal =>
        {
            await Task.Delay((ordinal - 80_000) * 5);
            return await harness.Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting));
        }));
        Assert.Equal(1, harness.Instruments.Batches - before);
        // Who came first waited longest, and is told so: windows must not take it for a slow database.
        Assert.InRange(waits[0], TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(5));
        Assert.InRange(waits[0] - waits[^1], TimeSpan.FromSeconds(0.05), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Who_waits_for_nobody_is_told_so()
    {
        await using var harness = await database.StartAsync(null, ("Ledger:Gather", "00:00:00"), ("Ledger:Writers", "1"));
        var waits = await Task.WhenAll(Enumerable.Range(82_000, 20).Select(ordinal => harness.Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting))));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task Enough_entries_wait_for_nobody()
    {
        await using var harness = await database.StartAsync(null, ("Ledger:Gather", "00:00:01"), ("Ledger:Writers", "1"));
        var commits = Enumerable.Range(81_000, 128).Select(ordinal => harness.Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting))).ToList();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(commits);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_and_a_full_queue_are_said_to_be_unavailable()
    {
        var dead = new DeadDatabase();
        await using var harness = await database.StartAsync(
            services => services.Decorate(_ => dead), ("Ledger:RetryFor", "00:00:00"), ("Ledger:QueueLimit", "100"), ("Ledger:MaxBatch", "1"), ("Ledger:Writers", "1"));
        var waiting = new List<Task>();
        var refused = await Assert.ThrowsAsync<LedgerUnavailableException>(async () =>
        {
            for (var ordinal = 0; ; ordinal++)
            {
                var commit = harness.Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting));
                if (commit.IsFaulted) await commit;
                waiting.Add(commit);
            }
        });
        Assert.InRange(waiting.Count, 100, 102);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);

        dead.GiveUp();
        foreach (var commit in waiting) await Assert.ThrowsAsync<LedgerUnavailableException>(() => commit);
    }

    [Fact]
    public async Task Sent_received_and_failed_of_a_person_are_counted_from_the_events()
    {
        var person = LedgerFacts.Person(70_007);
        await Ledger.CommitAsync(facts.Entry(70_007, 1, Metric.Submitting, Metric.RelayedSms, Metric.Sent, Metric.FailedToDeliverSms, Metric.FailureRetracted, Metric.ReceivedSms));
        var other = new LedgerFacts(facts.Now);
        await Ledger.CommitAsync(other.Entry(70_007, 1, Metric.Submitting, Metric.RelayedSms, Metric.FailedToDeliverSms));

        Assert.Equal(new SubscriberTotals(2, 1, 1), await Ledger.CountAsync(person));
        Assert.Equal(new SubscriberTotals(0, 0, 0), await Ledger.CountAsync(LedgerFacts.Person(123_456)));
    }
}
