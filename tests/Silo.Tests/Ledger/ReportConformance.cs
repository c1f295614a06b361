using Sms.Testing;

namespace Sms.Tests;

/// <summary>What every database must answer about what happened, and keep on its agenda.</summary>
public abstract class ReportConformance(LedgerDatabaseFixture database)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly LedgerFacts facts = new(Noon.AddMinutes(-20));

    private IReportStore Reports => database.Harness.Reports;

    [Fact]
    public async Task Events_page_in_both_directions_with_filters_and_leave_the_steps_between_out()
    {
        await CommitAsync(Enumerable.Range(0, 30).SelectMany(i => new[]
        {
            facts.Event(i, 1, Metric.Submitting, Noon.AddSeconds(i)), facts.Event(i, 2, Metric.RelayedSms, Noon.AddSeconds(i)), facts.Event(i, 3, Metric.Skipped, Noon.AddSeconds(i)),
        }));

        var query = new EventQuery { Source = facts.Source, Size = 7 };
        var all = await PagesAsync(query);
        Assert.Equal(60, all.Count);
        Assert.Equal(all.OrderByDescending(e => e.At).Select(e => e.At), all.Select(e => e.At));
        Assert.Equal(all.AsEnumerable().Reverse(), await PagesAsync(query with { Ascending = true }));
        Assert.Equal(30, (await PagesAsync(query with { Metric = Metric.Skipped })).Count);
        Assert.Equal(20, (await PagesAsync(query with { From = Noon.AddSeconds(10), To = Noon.AddSeconds(20) })).Count);
        Assert.Equal(2, (await PagesAsync(query with { Subscriber = LedgerFacts.Person(3) })).Count);
        Assert.Equal(all[0], await Reports.ReadEventAsync(all[0].Id));
        Assert.Null(await Reports.ReadEventAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task An_event_brings_its_person_along_when_asked()
    {
        await database.Harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [LedgerFacts.Row(1)], Noon));
        await CommitAsync([facts.Event(1, 1, Metric.ReceivedSms), facts.Event(2, 1, Metric.ReceivedSms)]);

        var page = await Reports.QueryEventsAsync(new EventQuery { Source = facts.Source, WithProfile = true });
        Assert.Equal("+15550000001", page.Events.Single(e => e.Subscriber == LedgerFacts.Person(1)).Profile!.Phone);
        Assert.Null(page.Events.Single(e => e.Subscriber == LedgerFacts.Person(2)).Profile);
    }

    [Fact]
    public async Task The_series_and_the_events_themselves_give_the_same_counts()
    {
        await CommitAsync(Enumerable.Range(0, 40).Select(i => facts.Event(i, 1, Metric.FailedToDeliverSms, Noon.AddMinutes(i)) with
        {
            Failure = i % 2 == 0 ? FailureType.CarrierViolation : FailureType.Unknown,
            Country = i % 4 == 0 ? "CA" : "US",
            Subscriber = LedgerFacts.Person(i % 5),
            ValueMicros = 1_000,
        }));
        IReadOnlyList<EventDimension> by = [EventDimension.FailureType, EventDimension.Source, EventDimension.SourceKind];
        IReadOnlyList<DimensionFilter> where = [new(EventDimension.Source, [facts.Source.Value]), new(EventDimension.ToCountry, ["US"])];

        var series = await Reports.ReadSeriesAsync(new SeriesQuery(Metric.FailedToDeliverSms, Noon, Noon.AddHours(1), by, where));
        var slots = await Reports.CountSlotsAsync(new SlotQuery(
            Metric.FailedToDeliverSms, [Noon, Noon.AddMinutes(15), Noon.AddMinutes(30), Noon.AddMinutes(45)], by, where));

        Assert.Equal(30, series.Sum(cell => cell.Count));
        Assert.All(series, cell => Assert.Equal(cell.Count * 1_000, cell.SumMicros));
        Assert.Equal(
            series.Select(cell => (cell.Slot, string.Join('|', cell.Dimensions), cell.Count, cell.SumMicros)).Order(),
            slots.Select(cell => (Noon.AddMinutes(15 * cell.Slot), string.Join('|', cell.Dimensions), cell.Count, cell.SumMicros)).Order());
        Assert.Contains(series, cell => cell.Dimensions is ["4", var source, "campaign"] && source == facts.Source.Value);
        var people = await Reports.CountSlotsAsync(new SlotQuery(Metric.FailedToDeliverSms, [Noon, Noon.AddMinutes(50)], [], where));
        Assert.Equal((30L, 5L), (people.Single().Count, people.Single().Unique));
        Assert.Empty(await Reports.ReadSeriesAsync(new SeriesQuery(Metric.FailedToDeliverSms, Noon, Noon.AddHours(1), [], [new(EventDimension.Carrier, ["none"])])));
    }

    [Fact]
    public async Task Reports_count_by_the_time_of_the_submit()
    {
        var sent = Noon.AddDays(-3);
        await CommitAsync(Enumerable.Range(0, 5).SelectMany(i => new[]
        {
            facts.Event(i, 1, Metric.Submitting, sent) with { SentAt = sent }, facts.Event(i, 2, Metric.ReceivedSms, Noon) with { SentAt = sent },
        }));

        var counts = await Reports.CountBySendTimeAsync(sent, sent.AddHours(1), [facts.Source]);
        Assert.Equal([(Metric.Submitting, 5L, 10L), (Metric.ReceivedSms, 5L, 10L)], counts.Select(count => (count.Metric, count.Count, count.Segments)));
        Assert.Empty(await Reports.CountBySendTimeAsync(Noon, Noon.AddHours(1), [facts.Source]));
        Assert.Contains(counts[0], await Reports.CountBySendTimeAsync(sent, sent.AddHours(1), null));
    }

    [Fact]
    public async Task A_recount_includes_what_peoples_own_streams_say_of_the_source()
    {
        await CommitAsync([facts.Event(1, 1, Metric.Submitting), facts.PersonEvent(LedgerFacts.Person(801), 1, Metric.ClickedSms) with { Source = facts.Source }]);

        var recounted = await Reports.RecountAsync(facts.Source, facts.Born);
        Assert.Equal((1L, 1L), (recounted[Metric.Submitting], recounted[Metric.ClickedSms]));
        Assert.Equivalent(recounted, await Reports.SumSeriesAsync(facts.Source));
    }

    [Fact]
    public async Task Sources_with_an_event_since_then_are_found_whatever_the_event()
    {
        var other = new LedgerFacts(Noon.AddDays(-40));
        await CommitAsync([facts.Event(1, 1, Metric.Submitting, Noon.AddDays(-8)), facts.Event(1, 2, Metric.DeliveryConflict, Noon)]);
        await database.Harness.Ledger.CommitAsync(other.Entry(1, 1, Metric.Submitting));

        Assert.Contains(facts.Source, await Reports.ReadActiveSourcesAsync(Noon.AddMinutes(-1)));
        Assert.DoesNotContain(facts.Source, await Reports.ReadActiveSourcesAsync(Noon.AddMinutes(15)));
        Assert.DoesNotContain(other.Source, await Reports.ReadActiveSourcesAsync(Noon.AddDays(-39)));
        Assert.Contains(other.Source, await Reports.ReadActiveSourcesAsync(Noon.AddDays(-41)));
    }

    [Fact]
    public async Task Due_items_are_leased_once_and_claimed_again_when_the_lease_ran_out()
    {
        var agenda = database.Harness.Agenda;
        var keys = Enumerable.Range(0, 40).Select(i => $"lease/{i}").ToList();
        foreach (var key in keys) await agenda.ScheduleAsync(AgendaKind.CampaignProgress, key, Noon);
        await agenda.ScheduleAsync(AgendaKind.CampaignProgress, "later", Noon.AddHours(9));

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => agenda.ClaimAsync(Noon, Noon.AddMinutes(1), 10)));
        Assert.Equal(40, claims.SelectMany(items => items).Select(item => item.Key).Distinct().Count());
        Assert.Equal(40, claims.Sum(items => items.Count));
        Assert.Empty(await agenda.ClaimAsync(Noon.AddSeconds(59), Noon.AddMinutes(2), 10));
        var again = await agenda.ClaimAsync(Noon.AddMinutes(1), Noon.AddMinutes(2), 100);
        Assert.Equal(keys.Order(), again.Select(item => item.Key).Order());

        foreach (var item in again) await agenda.CompleteAsync(item, item.Key == "lease/7" ? Noon.AddMinutes(30) : null);
        Assert.Empty(await agenda.ClaimAsync(Noon.AddMinutes(29), Noon.AddMinutes(40), 100));
        Assert.Equal("lease/7", Assert.Single(await agenda.ClaimAsync(Noon.AddMinutes(30), Noon.AddMinutes(40), 100)).Key);
    }

    [Fact]
    public async Task Completing_an_item_that_was_scheduled_anew_changes_nothing()
    {
        var agenda = database.Harness.Agenda;
        var due = Noon.AddYears(-1);
        await agenda.ScheduleAsync(AgendaKind.CampaignProgress, "anew", due);
        var stale = (await agenda.ClaimAsync(due, due.AddMinutes(1), 1)).Single();
        await agenda.ScheduleAsync(AgendaKind.CampaignProgress, "anew", due.AddMinutes(2));

        await agenda.CompleteAsync(stale, null);
        await agenda.CompleteAsync(stale, Noon.AddYears(1));
        var fresh = (await agenda.ClaimAsync(due.AddMinutes(2), due.AddMinutes(3), 1)).Single();
        Assert.Equal(("anew", due.AddMinutes(2)), (fresh.Key, fresh.Due));
        await agenda.CompleteAsync(fresh, null);
        Assert.Empty(await agenda.ClaimAsync(due.AddHours(1), due.AddHours(2), 1));
    }

    private Task<TimeSpan[]> CommitAsync(IEnumerable<LedgerEvent> events) => Task.WhenAll(events
        .GroupBy(e => e.Stream).Select(stream => database.Harness.Ledger.CommitAsync(new LedgerEntry(stream.Key, [.. stream]))));

    private async Task<List<RecordedEvent>> PagesAsync(EventQuery query)
    {
        var seen = new List<RecordedEvent>();
        for (var page = await Reports.QueryEventsAsync(query); ; page = await Reports.QueryEventsAsync(query with { After = seen[^1].Id }))
        {
            seen.AddRange(page.Events);
            if (!page.More) return seen;
        }
    }
}
