using Orleans.Storage;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What every database must do with people who text us.</summary>
public abstract class ConversationConformance(LedgerDatabaseFixture database)
{
    private static readonly ListId List = new(Ulid.NewUlid().ToString());
    private readonly LedgerFacts facts = new(new DateTimeOffset(2026, 11, 23, 10, 7, 31, 123, TimeSpan.Zero));

    private ILedger Ledger => database.Harness.Ledger;
    private IProfileStore Profiles => database.Harness.Profiles;

    [Fact]
    public async Task A_text_its_consent_and_its_lists_are_one_entry()
    {
        var person = await SubscribedAsync(71);
        var entry = Entry(person, 2, update => update with { Flagged = true, TextedAt = facts.Now, TextedTo = "78745" }, Metric.SentSms, Metric.ConversationFlagged) with
        {
            Joins = [new ListJoin(List, person, facts.Now)],
        };
        await Ledger.CommitAsync(entry);
        await Ledger.CommitAsync(entry);
        var flagged = (await Profiles.ReadAsync(person))!;
        Assert.Equal((SmsConsent.Subscribed, "Import", facts.Now, facts.Now, "78745", 3), (flagged.Consent, flagged.ConsentMethod, flagged.FlaggedAt, flagged.TextedAt, flagged.TextedTo, flagged.StreamVersion));
        Assert.Equal([List], await Profiles.ReadListsAsync(person));

        // Another writer was first: nothing of the entry happens.
        var late = Entry(person, 3, update => update with { Flagged = false, TextedTo = "1" }, Metric.ConversationCleared) with { Joins = [new ListJoin(new ListId(Ulid.NewUlid().ToString()), person, facts.Now)] };
        await Assert.ThrowsAsync<InconsistentStateException>(() => Ledger.CommitAsync(late));
        Assert.Equal(flagged, await Profiles.ReadAsync(person));
        Assert.Equal([List], await Profiles.ReadListsAsync(person));
    }

    [Fact]
    public async Task A_flag_keeps_its_time_until_it_is_taken_down_and_what_is_not_said_stays()
    {
        var person = await SubscribedAsync(72);
        await Ledger.CommitAsync(Entry(person, 2, update => update with { Flagged = true, TextedAt = facts.Now, TextedTo = "78745" }, Metric.ConversationFlagged));
        await Ledger.CommitAsync(Entry(person, 3, update => update with { At = facts.Now.AddHours(1), Flagged = true }, Metric.ConversationFlagged));
        await Ledger.CommitAsync(Entry(person, 4, update => update, Metric.SentSms));
        var kept = (await Profiles.ReadAsync(person))!;
        Assert.Equal((facts.Now, "78745", facts.Now), (kept.FlaggedAt, kept.TextedTo, kept.TextedAt));

        await Ledger.CommitAsync(Entry(person, 5, update => update with { Consent = SmsConsent.Unsubscribed, Method = "Inbound message", Flagged = false }, Metric.UnsubscribedFromSmsMarketing));
        var gone = (await Profiles.ReadAsync(person))!;
        Assert.Equal((SmsConsent.Unsubscribed, "Inbound message", null, "78745"), (gone.Consent, gone.ConsentMethod, gone.FlaggedAt, gone.TextedTo));
    }

    [Fact]
    public async Task Conversations_page_by_their_latest_text_and_flagged_ones_by_themselves()
    {
        for (var i = 0; i < 5; i++)
        {
            var person = await SubscribedAsync(80 + i);
            var at = facts.Now.AddMinutes(i % 4);
            await Ledger.CommitAsync(Entry(person, 2, update => update with { At = at, TextedAt = at, Flagged = i == 2 }, Metric.SentSms));
        }

        var store = database.Harness.Conversations;
        var all = new List<Profile>();
        for (IReadOnlyList<Profile> page = await store.ReadAsync(null, null, 2); page.Count > 0;)
        {
            all.AddRange(page);
            page = await store.ReadAsync(null, new ConversationPlace(page[^1].TextedAt!.Value, page[^1].Id), 2);
        }
        var mine = all.Where(profile => Enumerable.Range(80, 5).Select(LedgerFacts.Person).Contains(profile.Id)).ToList();
        Assert.Equal(5, mine.Count);
        Assert.Equal(mine.OrderByDescending(profile => profile.TextedAt).ThenByDescending(profile => profile.Id.Value, StringComparer.Ordinal), mine);
        Assert.Contains(await store.ReadAsync(true, null, 100), profile => profile.Id == LedgerFacts.Person(82));
        Assert.DoesNotContain(await store.ReadAsync(false, null, 100), profile => profile.FlaggedAt is not null);
    }

    private LedgerEntry Entry(SubscriberId person, int version, Func<ConsentUpdate, ConsentUpdate> update, params ReadOnlySpan<Metric> metrics)
    {
        var events = new List<LedgerEvent>();
        foreach (var metric in metrics) events.Add(facts.PersonEvent(person, version + events.Count, metric));
        return new LedgerEntry(StreamId.Of(person), events) { Consent = update(new ConsentUpdate(person, null, facts.Now, null, version + events.Count - 1)) };
    }

    private async Task<SubscriberId> SubscribedAsync(int number)
    {
        await Profiles.WriteAsync(new ProfileWriteSet(
            ProfileWriteMode.Create, [LedgerFacts.Row(number, facts.Now.AddDays(-1))], facts.Now, null, new ConsentGrant("Import", null, Historical: true)));
        return LedgerFacts.Person(number);
    }
}
