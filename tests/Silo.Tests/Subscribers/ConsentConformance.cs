using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What every database must do with consent: marketing and transactional apart, a trail of each change, and a no that outlives imports.</summary>
public abstract class ConsentConformance(LedgerDatabaseFixture database)
{
    private static readonly ConsentGrant Form = new("Form", "spring page", Historical: false);
    private readonly LedgerFacts facts = new(new DateTimeOffset(2026, 11, 23, 10, 7, 31, 123, TimeSpan.Zero));

    private IProfileStore Profiles => database.Harness.Profiles;

    [Fact]
    public async Task Marketing_and_transactional_consent_are_given_apart_each_with_its_event_and_what_shows_it()
    {
        var evidence = new ConsentEvidence { Text = "Texts, please", Ip = "192.0.2.7", Url = "https://shop.example/form", TermsVersion = "2026-03" };
        var only = LedgerFacts.Row(1) with { TransactionalAt = facts.Now.AddHours(-2), Evidence = evidence };
        var both = LedgerFacts.Row(2, consentAt: facts.Now.AddHours(-1)) with { TransactionalAt = facts.Now };

        var written = await WriteAsync(new(ProfileWriteMode.Upsert, [only, both], facts.Now, null, Form));
        Assert.Equal([(ConsentGranted.NotAsked, ConsentGranted.Granted), (ConsentGranted.Granted, ConsentGranted.Granted)], written.Select(row => (row.Consent, row.Transactional)));

        var first = (await Profiles.ReadAsync(only.Id))!;
        Assert.Equal((SmsConsent.Never, null, null), (first.Consent, first.ConsentAt, first.ConsentDetail));
        Assert.Equal(new ChannelConsent(SmsConsent.Subscribed, facts.Now.AddHours(-2), "Form", "spring page", facts.Now), first.Transactional);
        var second = (await Profiles.ReadAsync(both.Id))!;
        Assert.Equal((SmsConsent.Subscribed, facts.Now.AddHours(-1), "spring page", facts.Now, 2),
            (second.Consent, second.ConsentAt, second.ConsentDetail, second.ConsentRecordedAt, second.StreamVersion));

        var entry = Assert.Single(ConsentEvents.Read(await database.Harness.Ledger.ReadAsync(StreamId.Of(only.Id))));
        Assert.Equal((Metric.SubscribedToSmsTransactional, "Form", "spring page", facts.Now.AddHours(-2)), (entry.Metric, entry.Method, entry.Source, entry.ConsentedAt));
        Assert.Equal(evidence, entry.Evidence);
    }

    [Fact]
    public async Task A_withdrawal_takes_what_it_names_and_is_written_down_for_strangers_too()
    {
        var person = LedgerFacts.Row(11, consentAt: facts.Now) with { TransactionalAt = facts.Now };
        await WriteAsync(new(ProfileWriteMode.Upsert, [person], facts.Now, null, Form));

        Assert.True((await WithdrawAsync(person.Id, new ConsentChange("API", null, ConsentChannels.Marketing), 1)).Changed);
        Assert.Equal((SmsConsent.Unsubscribed, SmsConsent.Subscribed), await ReadAsync(person.Id));
        Assert.True((await WithdrawAsync(person.Id, new ConsentChange("Inbound message", Detail: "STOP"), 2)).Changed);
        Assert.Equal((SmsConsent.Unsubscribed, SmsConsent.Unsubscribed), await ReadAsync(person.Id));
        Assert.False((await WithdrawAsync(person.Id, new ConsentChange("API"), 3)).Changed);
        Assert.Equal(
            [Metric.SubscribedToSmsMarketing, Metric.SubscribedToSmsTransactional, Metric.UnsubscribedFromSmsMarketing, Metric.UnsubscribedFromSmsTransactional],
            (await database.Harness.Ledger.ReadAsync(StreamId.Of(person.Id))).Select(entry => entry.Metric));

        Assert.False((await WithdrawAsync(LedgerFacts.Person(12_345), new ConsentChange("API"), 4)).Written);
        await WriteAsync(new(ProfileWriteMode.Upsert, [LedgerFacts.Row(12)], facts.Now) { Withdrawal = new ConsentChange("API") });
        var late = await WriteAsync(new(ProfileWriteMode.Upsert, [LedgerFacts.Row(12, consentAt: facts.Now.AddDays(-9))], facts.Now.AddDays(1), null, Form));
        Assert.Equal(ConsentGranted.UnsubscribedSince, late[0].Consent);
    }

    [Fact]
    public async Task A_no_to_one_list_leaves_consent_and_other_lists_alone_and_lasts_until_a_newer_yes()
    {
        var (news, sale) = (new ListId(Ulid.NewUlid().ToString()), new ListId(Ulid.NewUlid().ToString()));
        var (member, stranger) = (LedgerFacts.Row(61, consentAt: facts.Now), LedgerFacts.Row(62, consentAt: facts.Now));
        await WriteAsync(new(ProfileWriteMode.Upsert, [member, stranger], facts.Now, sale, Form));
        await WriteAsync(new(ProfileWriteMode.Upsert, [member], facts.Now, news));

        var no = new ConsentChange("API", news, ConsentChannels.All, "preference page", new ConsentEvidence { Ip = "192.0.2.7" });
        Assert.True((await WithdrawAsync(member.Id, no, 1)).Changed);
        Assert.True((await WithdrawAsync(stranger.Id, no, 1)).Changed);
        // As in Klaviyo's API: who is not on the list that is named is unsubscribed from everything.
        Assert.Equal((SmsConsent.Subscribed, SmsConsent.Unsubscribed), ((await ReadAsync(member.Id)).Item1, (await ReadAsync(stranger.Id)).Item1));
        Assert.Equal([sale], await Profiles.ReadListsAsync(member.Id));
        var said = ConsentEvents.Read(await database.Harness.Ledger.ReadAsync(StreamId.Of(member.Id)))[^1];
        Assert.Equal((Metric.UnsubscribedFromList, news, "preference page", "192.0.2.7"), (said.Metric, said.List, said.Source, said.Evidence?.Ip));
        Assert.Equal((0, 1), (await SizeAsync(news), await SizeAsync(sale, except: stranger.Id)));

        // Whoever else says so puts nobody back, and says that it did not.
        Assert.True((await WriteAsync(new(ProfileWriteMode.Upsert, [member with { ConsentAt = null }], facts.Now.AddMinutes(2), news)))[0].KeptOff);
        Assert.True((await WriteAsync(new(ProfileWriteMode.Upsert, [member with { ConsentAt = facts.Now }], facts.Now.AddMinutes(2), news, Form)))[0].KeptOff);
        var (changed, _, keptOff) = await Profiles.AddToListAsync(news, [member.Id], facts.Now.AddMinutes(2));
        Assert.Equal((0, 1, 0), (changed, keptOff, await SizeAsync(news)));

        // A newer yes of the person does: in a job, by a keyword, or by a confirmation.
        var again = await WriteAsync(new(ProfileWriteMode.Upsert, [member with { ConsentAt = facts.Now.AddMinutes(3) }], facts.Now.AddMinutes(3), news, Form));
        Assert.Equal((true, false, 1), (again[0].AddedToList, again[0].KeptOff, await SizeAsync(news)));
        await WithdrawAsync(member.Id, no, 4);
        Assert.Equal((1, 0), ((await Profiles.AddToListAsync(news, [member.Id], facts.Now.AddMinutes(5), asked: true)).Changed, (await Profiles.AddToListAsync(news, [member.Id], facts.Now)).KeptOff));
        await WithdrawAsync(member.Id, no, 6);
        var yes = facts.Event(961, 1, Metric.SentSms, facts.Now.AddMinutes(7)) with { Subscriber = member.Id };
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(yes.Stream, [yes]) { Joins = [new ListJoin(news, member.Id, facts.Now.AddMinutes(7))] });
        Assert.Equal(1, await SizeAsync(news));
        Assert.False((await WriteAsync(new(ProfileWriteMode.Upsert, [member with { ConsentAt = null }], facts.Now.AddMinutes(8), news)))[0].KeptOff);

        async Task<int> SizeAsync(ListId list, SubscriberId? except = null)
        {
            var campaign = new CampaignId(Ulid.NewUlid().ToString());
            await database.Harness.Audiences.SnapshotAsync(campaign, [list], [], facts.Now);
            return (await database.Harness.Audiences.ReadWaveAsync(campaign, 0, 500, facts.Now, facts.Now)).Count(recipient => recipient.Subscriber != except);
        }
    }

    [Fact]
    public async Task A_suppressed_number_stays_so_through_imports_and_erasure_until_it_is_lifted()
    {
        var person = LedgerFacts.Row(21, consentAt: facts.Now);
        await WriteAsync(new(ProfileWriteMode.Upsert, [person], facts.Now));
        Assert.True((await SuppressAsync(person.Id, "Landline")).Changed);
        Assert.False((await SuppressAsync(person.Id, "Landline")).Changed);

        var again = await WriteAsync(new(ProfileWriteMode.Upsert, [person with { ConsentAt = facts.Now.AddDays(1) }], facts.Now.AddDays(1), null, Form));
        Assert.Equal(ConsentGranted.Suppressed, again[0].Consent);
        Assert.True(await Profiles.EraseAsync(person.Id, facts.Now.AddDays(2)));
        var back = await WriteAsync(new(ProfileWriteMode.Upsert, [person with { ConsentAt = facts.Now.AddDays(3) }], facts.Now.AddDays(3), null, Form));
        Assert.Equal((true, ConsentGranted.Suppressed), (back[0].Created, back[0].Consent));
        Assert.Equal("Landline", (await Profiles.ReadAsync(person.Id))!.Suppression);

        Assert.True((await SuppressAsync(person.Id, null)).Changed);
        var lifted = await WriteAsync(new(ProfileWriteMode.Upsert, [person with { ConsentAt = facts.Now.AddDays(4) }], facts.Now.AddDays(4), null, Form));
        Assert.Equal(ConsentGranted.Granted, lifted[0].Consent);
        Assert.Equal(
            ["Landline", "Landline"], ConsentEvents.Read(await database.Harness.Ledger.ReadAsync(StreamId.Of(person.Id))).Select(entry => entry.Rule).OfType<string>());
    }

    [Fact]
    public async Task Who_was_erased_comes_back_as_somebody_new_whose_older_consent_does_not_count()
    {
        var list = new ListId(Ulid.NewUlid().ToString());
        var person = LedgerFacts.Row(31, consentAt: facts.Now, attributes: """{"first_name":"Zeb"}""");
        await WriteAsync(new(ProfileWriteMode.Upsert, [person], facts.Now, list, Form));
        var before = (await Profiles.ReadAsync(person.Id))!;

        Assert.True(await Profiles.EraseAsync(person.Id, facts.Now.AddMinutes(1)));
        Assert.False(await Profiles.EraseAsync(person.Id, facts.Now.AddMinutes(2)));
        Assert.Null(await Profiles.ReadAsync(person.Id));
        Assert.Equal(0, await Profiles.CountListAsync(list));

        var refused = await WriteAsync(new(ProfileWriteMode.Upsert, [person], facts.Now.AddMinutes(3), null, Form));
        Assert.Equal((true, ConsentGranted.UnsubscribedSince), (refused[0].Created, refused[0].Consent));
        var after = (await Profiles.ReadAsync(person.Id))!;
        Assert.Equal((SmsConsent.Never, true, before.StreamVersion), (after.Consent, after.Revision > before.Revision, after.StreamVersion));

        var anew = await WriteAsync(new(ProfileWriteMode.Upsert, [person with { ConsentAt = facts.Now.AddMinutes(4) }], facts.Now.AddMinutes(4), null, Form));
        Assert.Equal(ConsentGranted.Granted, anew[0].Consent);
        Assert.Equal([1, 2], (await database.Harness.Ledger.ReadAsync(StreamId.Of(person.Id))).Select(entry => entry.Version));
    }

    [Fact]
    public async Task An_erasure_leaves_of_events_what_the_books_need()
    {
        var ordinal = 41;
        var person = LedgerFacts.Row(ordinal, consentAt: facts.Now);
        await WriteAsync(new(ProfileWriteMode.Upsert, [person with { Evidence = new ConsentEvidence { Ip = "192.0.2.41", TermsVersion = "v1" } }], facts.Now, null, Form));
        var submitting = facts.Event(ordinal, 1, Metric.Submitting) with { Body = "Hello Zeb" };
        var received = facts.Event(ordinal, 2, Metric.ReceivedSms) with { Raw = "To=***&Name=Zeb" };
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(submitting.Stream, [submitting]));
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(received.Stream, [received]));
        var skipped = facts.Event(ordinal + 100_000, 1, Metric.Skipped) with { Subscriber = person.Id, Detail = """{"reason":"TemplateFailed","detail":"Zeb"}""" };
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(skipped.Stream, [skipped]));
        var totals = await database.Harness.Reports.ReadTotalsAsync(facts.Source);

        await Profiles.EraseAsync(person.Id, facts.Now);

        var stream = await database.Harness.Ledger.ReadAsync(submitting.Stream);
        Assert.All(stream, entry => Assert.Equal((null, null), (entry.Body, entry.Raw)));
        Assert.Equal([Metric.Submitting, Metric.ReceivedSms], stream.Select(entry => entry.Metric));
        Assert.Equal("""{"reason":"TemplateFailed"}""", JsonNode.Parse((await database.Harness.Ledger.ReadAsync(skipped.Stream))[0].Detail!)!.ToJsonString());
        var trail = Assert.Single(ConsentEvents.Read(await database.Harness.Ledger.ReadAsync(StreamId.Of(person.Id))));
        Assert.Equal(("Form", null, facts.Now, new ConsentEvidence { TermsVersion = "v1" }), (trail.Method, trail.Source, trail.ConsentedAt, trail.Evidence));
        Assert.Equal(totals, await database.Harness.Reports.ReadTotalsAsync(facts.Source));

        var late = facts.Event(ordinal, 3, Metric.DeliveryConflict) with { Raw = "Name=Zeb" };
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(late.Stream, [late]));
        Assert.True(await Profiles.ScrubAsync(facts.Now.AddDays(-1)) > 0);
        Assert.Null((await database.Harness.Ledger.ReadAsync(late.Stream))[2].Raw);
        Assert.Equal(0, await Profiles.ScrubAsync(facts.Now.AddYears(1)));
    }

    [Fact]
    public async Task Who_agrees_while_a_rule_finds_them_is_left_alone_and_not_counted()
    {
        var (known, back) = (LedgerFacts.Row(71, consentAt: facts.Now.AddDays(-2)), LedgerFacts.Row(72, consentAt: facts.Now.AddDays(-2)));
        await WriteAsync(new(ProfileWriteMode.Upsert, [known, back], facts.Now.AddDays(-2), null, Form));
        await WithdrawAsync(back.Id, new ConsentChange("Inbound message", Detail: "STOP"), -60);
        var phones = new SegmentTest { Kind = SegmentTestKind.TextIn, Field = ["phone_number"], Texts = [known.Phone!, back.Phone!] };
        var rule = new HygieneRule("message_blocked", "these two", true, true, [new SegmentCondition([phones])]);
        var segments = new Interrupted(database.Harness.Segments, () => WriteAsync(new(
            ProfileWriteMode.Update, [back with { ConsentAt = facts.Now.AddSeconds(1) }], facts.Now.AddSeconds(1), null, Form)));
        var desk = new HygieneDesk(new HygieneRules(Options.Create(new HygieneOptions())), Profiles, segments, new FakeTimeProvider(facts.Now));

        var plan = HygieneRules.PlanOf([rule], facts.Now, textedOnly: false);
        Assert.Equal(2, await desk.CountAsync(plan));
        Assert.Equal(1, await desk.SuppressAllAsync(plan, rule, null, _ => Task.FromResult(true)));
        Assert.Equal(("message_blocked", SmsConsent.Unsubscribed), (await Profiles.ReadAsync(known.Id) is var gone ? gone!.Suppression : "", gone!.Consent));
        Assert.Equal((null, SmsConsent.Subscribed), (await Profiles.ReadAsync(back.Id) is var left ? left!.Suppression : "", left!.Consent));
    }

    private Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteSet set) => Profiles.WriteAsync(set);

    private async Task<ProfileWritten> WithdrawAsync(SubscriberId person, ConsentChange change, int minutes) => (await WriteAsync(
        new(ProfileWriteMode.Update, [new ProfileWriteRow(person, null, null, null, null, null)], facts.Now.AddMinutes(minutes)) { Withdrawal = change }))[0];

    private async Task<ProfileWritten> SuppressAsync(SubscriberId person, string? rule) => (await WriteAsync(
        new(ProfileWriteMode.Update, [new ProfileWriteRow(person, null, null, null, null, null)], facts.Now) { Suppression = new SuppressionOrder(rule) }))[0];

    private async Task<(SmsConsent, SmsConsent?)> ReadAsync(SubscriberId person)
    {
        var profile = (await Profiles.ReadAsync(person))!;
        return (profile.Consent, profile.Transactional?.Consent);
    }

    /// <summary>Something happens between a page and what is done with it.</summary>
    private sealed class Interrupted(ISegmentStore segments, Func<Task> meanwhile) : ISegmentStore
    {
        public Task<long> CountAsync(SegmentPlan plan, DateTimeOffset now) => segments.CountAsync(plan, now);

        public async Task<ProfilePage> PageAsync(SegmentPlan plan, DateTimeOffset now, SubscriberId? after, int size)
        {
            var page = await segments.PageAsync(plan, now, after, size);
            await meanwhile();
            return page;
        }

        public Task<int> SnapshotAsync(CampaignId campaign, Audience audience, DateTimeOffset at) => segments.SnapshotAsync(campaign, audience, at);

        public Task<IReadOnlyList<AudienceShare>> EstimateAsync(Audience audience, bool transactional, DateTimeOffset now) => segments.EstimateAsync(audience, transactional, now);
    }
}
