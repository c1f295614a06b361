using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What every database must do with people, lists and audiences.</summary>
public abstract class ProfileConformance(LedgerDatabaseFixture database)
{
    private static readonly ConsentGrant Import = new("Import", "newsletter form", Historical: true);
    private readonly LedgerFacts facts = new(new DateTimeOffset(2026, 11, 23, 10, 7, 31, 123, TimeSpan.Zero));

    private IProfileStore Profiles => database.Harness.Profiles;

    [Fact]
    public async Task The_longest_keys_people_are_found_by_fit_into_their_indexes()
    {
        // Nothing that an index could make shorter: 999 bytes of letters drawn by lot.
        var dice = new Random(7);
        var key = "@" + string.Concat(Enumerable.Range(0, 333).Select(_ => (char)dice.Next(0x4E00, 0x9FFF)));
        await WriteAsync(ProfileWriteMode.Upsert, LedgerFacts.Row(9_301) with { Email = key, ExternalId = key });
        var kept = await Profiles.ReadAsync(LedgerFacts.Person(9_301));
        Assert.Equal((key, key), (kept!.Email, kept.ExternalId));
    }

    [Fact]
    public async Task The_secret_is_created_once()
    {
        var secret = await Profiles.ReadSecretAsync();
        await using var second = await database.StartAsync();

        Assert.Equal(32, secret.Length);
        Assert.Equal(secret, await second.Profiles.ReadSecretAsync());
    }

    [Fact]
    public async Task Create_leaves_known_people_alone_and_update_leaves_out_the_unknown()
    {
        await WriteAsync(ProfileWriteMode.Create, LedgerFacts.Row(1, attributes: """{"first_name":"Ann"}"""));
        var created = await WriteAsync(ProfileWriteMode.Create, LedgerFacts.Row(1, attributes: """{"first_name":"Bea"}"""), LedgerFacts.Row(2));
        var updated = await WriteAsync(ProfileWriteMode.Update, LedgerFacts.Row(2, attributes: """{"title":"Dr"}""") with { Phone = null, Country = null }, LedgerFacts.Row(3));

        Assert.Equal([(false, false), (true, true)], created.Select(row => (row.Written, row.Created)));
        Assert.Equal([(true, false), (false, false)], updated.Select(row => (row.Written, row.Created)));
        Assert.Equal("""{"first_name":"Ann"}""", (await Profiles.ReadAsync(LedgerFacts.Person(1)))!.Attributes);
        var second = await Profiles.ReadAsync(LedgerFacts.Person(2));
        Assert.Equal(("+15550000002", "US", """{"title":"Dr"}""", 2L), (second!.Phone, second.Country, second.Attributes, second.Revision));
        Assert.Null(await Profiles.ReadAsync(LedgerFacts.Person(3)));
    }

    [Fact]
    public async Task Attributes_merge_by_key_two_levels_deep_and_a_null_clears()
    {
        await WriteAsync(ProfileWriteMode.Upsert, LedgerFacts.Row(11, attributes: """{"first_name":"Zoë","gone":null,"properties":{"a":1,"b":{"x":1}},"location":{"city":"Oslo"}}"""));
        await WriteAsync(ProfileWriteMode.Upsert, LedgerFacts.Row(11, attributes: """{"title":null,"first_name":null,"properties":{"b":{"y":2},"a":null,"c":[1]},"location":{"zip":"0150"}}""") with { Email = "z@example.com" });
        await WriteAsync(ProfileWriteMode.Upsert, LedgerFacts.Row(11));

        var profile = await Profiles.ReadAsync(LedgerFacts.Person(11));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"properties":{"b":{"y":2},"c":[1]},"location":{"city":"Oslo","zip":"0150"}}"""), JsonNode.Parse(profile!.Attributes)), profile.Attributes);
        Assert.Equal(("z@example.com", 2L), (profile.Email, profile.Revision));
    }

    [Fact]
    public async Task Email_and_external_id_stay_unless_they_are_written_or_cleared()
    {
        await WriteAsync(ProfileWriteMode.Create, LedgerFacts.Row(12) with { Email = "z@example.com", ExternalId = "x-1" });
        await WriteAsync(ProfileWriteMode.Update, LedgerFacts.Row(12) with { ClearEmail = true });
        Assert.Equal((null, "x-1"), await ReadAsync());
        await WriteAsync(ProfileWriteMode.Upsert, LedgerFacts.Row(12) with { Email = "new@example.com", ClearExternalId = true });
        Assert.Equal(("new@example.com", null), await ReadAsync());

        async Task<(string?, string?)> ReadAsync()
        {
            var profile = await Profiles.ReadAsync(LedgerFacts.Person(12));
            return (profile!.Email, profile.ExternalId);
        }
    }

    [Fact]
    public async Task A_person_knows_the_lists_they_are_on()
    {
        ListId[] lists = [.. Enumerable.Range(0, 3).Select(_ => new ListId(Ulid.NewUlid().ToString())).OrderBy(list => list.Value, StringComparer.Ordinal)];
        await WriteAsync(ProfileWriteMode.Create, LedgerFacts.Row(13), LedgerFacts.Row(14));
        await Profiles.AddToListAsync(lists[2], [LedgerFacts.Person(13)], facts.Now);
        await Profiles.AddToListAsync(lists[0], [LedgerFacts.Person(13), LedgerFacts.Person(14)], facts.Now);
        Assert.Equal([lists[0], lists[2]], await Profiles.ReadListsAsync(LedgerFacts.Person(13)));

        await Profiles.RemoveFromListAsync(lists[0], [LedgerFacts.Person(13), LedgerFacts.Person(14)]);
        Assert.Equal([lists[2]], await Profiles.ReadListsAsync(LedgerFacts.Person(13)));
        Assert.Empty(await Profiles.ReadListsAsync(LedgerFacts.Person(14)));
    }

    [Fact]
    public async Task Consent_is_granted_with_its_event_or_refused_with_the_reason()
    {
        var fresh = LedgerFacts.Row(21, consentAt: facts.Now.AddDays(-1));
        var left = LedgerFacts.Row(22, consentAt: facts.Now.AddDays(-1));
        await WriteAsync(ProfileWriteMode.Create, left with { ConsentAt = null });
        var stop = facts.PersonEvent(left.Id, 1, Metric.UnsubscribedFromSmsMarketing);
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(stop.Stream, [stop]) { Consent = new ConsentUpdate(left.Id, SmsConsent.Unsubscribed, facts.Now, "Inbound message", 1) });

        Assert.Equal([ConsentGranted.Granted, ConsentGranted.UnsubscribedSince], (await GrantAsync(Import, fresh, left)).Select(row => row.Consent));
        Assert.Equal([ConsentGranted.AlreadySubscribed, ConsentGranted.UnsubscribedSince], (await GrantAsync(Import with { Historical = false }, fresh, left)).Select(row => row.Consent));
        // A file's date is nobody's new yes; what the person did is.
        var later = left with { ConsentAt = facts.Now.AddMilliseconds(1) };
        Assert.Equal(ConsentGranted.UnsubscribedSince, (await GrantAsync(Import, later))[0].Consent);
        Assert.Equal(ConsentGranted.Granted, (await GrantAsync(Import with { Historical = false }, later))[0].Consent);

        var profile = await Profiles.ReadAsync(left.Id);
        Assert.Equal((SmsConsent.Subscribed, "Import", 2), (profile!.Consent, profile.ConsentMethod, profile.StreamVersion));
        var granted = (await database.Harness.Ledger.ReadAsync(StreamId.Of(left.Id)))[1];
        Assert.Equal((2, Metric.SubscribedToSmsMarketing, "newsletter form"), (granted.Version, granted.Metric, (string?)JsonNode.Parse(granted.Detail!)!["source"]));
        Assert.Single(await database.Harness.Ledger.ReadAsync(StreamId.Of(fresh.Id)));
    }

    [Fact]
    public async Task A_person_whose_stream_outgrew_its_row_can_still_be_subscribed()
    {
        await WriteAsync(ProfileWriteMode.Create, LedgerFacts.Row(31));
        var inbound = facts.PersonEvent(LedgerFacts.Person(31), 1, Metric.SentSms);
        await database.Harness.Ledger.CommitAsync(new LedgerEntry(inbound.Stream, [inbound]));

        Assert.Equal(ConsentGranted.Granted, Assert.Single(await GrantAsync(Import, LedgerFacts.Row(31, consentAt: facts.Now))).Consent);
        Assert.Equal(2, (await Profiles.ReadAsync(LedgerFacts.Person(31)))!.StreamVersion);
    }

    [Fact]
    public async Task Overlapping_imports_at_once_neither_block_each_other_nor_lose_a_row()
    {
        var list = new ListId(Ulid.NewUlid().ToString());
        var sets = await Task.WhenAll(Enumerable.Range(0, 6).Select(part => Profiles.WriteAsync(new ProfileWriteSet(
            ProfileWriteMode.Upsert, [.. Enumerable.Range(1_000 + part * 300, 900).Reverse().Select(number => LedgerFacts.Row(number, consentAt: facts.Now))],
            facts.Now, list, Import))));

        const int People = 5 * 300 + 900;
        Assert.Equal(People, sets.Sum(set => set.Count(row => row.Created)));
        Assert.Equal(People, sets.Sum(set => set.Count(row => row.AddedToList)));
        Assert.Equal(People, sets.Sum(set => set.Count(row => row.Consent == ConsentGranted.Granted)));
        Assert.Equal(People, await Profiles.ClearListAsync(list));
    }

    [Fact]
    public async Task Sets_that_are_committed_together_answer_each_for_itself_in_its_own_order()
    {
        ListId first = new(Ulid.NewUlid().ToString()), second = new(Ulid.NewUlid().ToString());
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(part => Profiles.WriteAsync(new ProfileWriteSet(
            ProfileWriteMode.Upsert, [.. Range(20_000 + part * 50, 50).Reverse<ProfileWriteRow>().Select(row => row with { ConsentAt = part % 4 == 1 ? facts.Now : null })],
            facts.Now.AddSeconds(part), part % 2 == 0 ? first : second, part % 4 == 1 ? Import : null))));

        for (var part = 0; part < written.Length; part++)
        {
            Assert.Equal(Range(20_000 + part * 50, 50).Reverse<ProfileWriteRow>().Select(row => row.Id), written[part].Select(row => row.Id));
            Assert.All(written[part], row => Assert.Equal((true, true, part % 4 == 1 ? ConsentGranted.Granted : ConsentGranted.NotAsked), (row.Created, row.AddedToList, row.Consent)));
            Assert.Equal(facts.Now.AddSeconds(part), (await Profiles.ReadAsync(written[part][7].Id))!.Created);
        }
        Assert.Equal((200, 200), (await Profiles.CountListAsync(first), await Profiles.CountListAsync(second)));
    }

    [Fact]
    public async Task A_set_that_cannot_be_stored_does_not_take_the_others_along()
    {
        var unfit = LedgerFacts.Row(21_500) with { Phone = null };
        var sets = Enumerable.Range(0, 6).Select(part => Profiles.WriteAsync(new ProfileWriteSet(
            ProfileWriteMode.Upsert, part == 3 ? [LedgerFacts.Row(21_400), unfit] : Range(21_000 + part * 10, 10), facts.Now))).ToList();

        await Assert.ThrowsAsync<ArgumentException>(() => sets[3]);
        foreach (var (part, set) in sets.Index())
            if (part != 3) Assert.All(await set, row => Assert.True(row.Created));
        Assert.Null(await Profiles.ReadAsync(LedgerFacts.Person(21_400)));
    }

    [Fact]
    public async Task People_page_through_every_order_without_gaps_or_repeats()
    {
        var list = new ListId(Ulid.NewUlid().ToString());
        for (var i = 0; i < 4; i++)
        {
            await Profiles.WriteAsync(new ProfileWriteSet(
                ProfileWriteMode.Upsert, [.. Enumerable.Range(5_000 + i * 6, 6).Select(number => LedgerFacts.Row(number))], facts.Now.AddMinutes(i), list));
        }
        foreach (var sort in Enum.GetValues<ProfileSort>())
        {
            var ids = Enumerable.Range(5_000, 24).Select(LedgerFacts.Person).ToList();
            Assert.Equal(24, (await PagesAsync(new ProfileQuery { Sort = sort, Size = 7 }, ids)).Distinct().Count());
            Assert.Equal(24, (await PagesAsync(new ProfileQuery { Sort = sort, Size = 5, List = list }, null)).Distinct().Count());
        }
        var newest = await Profiles.QueryAsync(new ProfileQuery { CreatedAfter = facts.Now.AddMinutes(1), CreatedBefore = facts.Now.AddMinutes(3), List = list, Size = 100 }, null);
        Assert.Equal(6, newest.Profiles.Count);
    }

    [Fact]
    public async Task Lists_take_known_people_once_and_name_the_unknown()
    {
        var list = new ListId(Ulid.NewUlid().ToString());
        await WriteAsync(ProfileWriteMode.Create, LedgerFacts.Row(41), LedgerFacts.Row(42));
        SubscriberId[] people = [LedgerFacts.Person(41), LedgerFacts.Person(42), LedgerFacts.Person(40_404)];

        var (first, unknown, _) = await Profiles.AddToListAsync(list, people, facts.Now);
        var (again, _, _) = await Profiles.AddToListAsync(list, people, facts.Now);

        Assert.Equal((2, 0), (first, again));
        Assert.Equal([LedgerFacts.Person(40_404)], unknown);
        Assert.Equal(1, await Profiles.RemoveFromListAsync(list, [people[0], people[2]]));
    }

    [Fact]
    public async Task An_audience_is_fixed_once_and_waves_offer_what_is_still_to_do()
    {
        ListId included = new(Ulid.NewUlid().ToString()), also = new(Ulid.NewUlid().ToString()), excluded = new(Ulid.NewUlid().ToString());
        await Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, Range(6_000, 60), facts.Now, included));
        await Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, Range(6_050, 50), facts.Now, also));
        await Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, Range(6_090, 50), facts.Now, excluded));
        var audiences = database.Harness.Audiences;

        var sizes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => audiences.SnapshotAsync(facts.Campaign, [included, also], [excluded], facts.Now)));
        await Profiles.ClearListAsync(also);
        Assert.Equal(90, await audiences.SnapshotAsync(facts.Campaign, [included, also], [], facts.Now));
        Assert.All(sizes, size => Assert.Equal(90, size));

        await database.Harness.Ledger.CommitAsync(facts.Entry(0, 1, Metric.Submitting));
        await database.Harness.Ledger.CommitAsync(facts.Entry(1, 1, Metric.Submitting, Metric.RelayedSms));
        await database.Harness.Ledger.CommitAsync(facts.Entry(2, 1, Metric.Skipped));
        var wave = await audiences.ReadWaveAsync(facts.Campaign, 0, 50, facts.Now, facts.Now);
        Assert.Equal([0, .. Enumerable.Range(3, 47)], wave.Select(recipient => recipient.Ordinal));
        Assert.All(wave, recipient => Assert.True(recipient.Revision > 0, $"Nobody stands behind ordinal {recipient.Ordinal}"));
        Assert.Equal(40, (await audiences.ReadWaveAsync(facts.Campaign, 50, 50, facts.Now, facts.Now)).Count);
        Assert.Equal(0, await audiences.SnapshotAsync(new CampaignId(Ulid.NewUlid().ToString()), [], [], facts.Now));
    }

    private static List<ProfileWriteRow> Range(int first, int count) => [.. Enumerable.Range(first, count).Select(number => LedgerFacts.Row(number))];

    private Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteMode mode, params IReadOnlyList<ProfileWriteRow> rows) =>
        Profiles.WriteAsync(new ProfileWriteSet(mode, rows, facts.Now));

    private Task<IReadOnlyList<ProfileWritten>> GrantAsync(ConsentGrant grant, params IReadOnlyList<ProfileWriteRow> rows) =>
        Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, rows, facts.Now, null, grant));

    private async Task<List<SubscriberId>> PagesAsync(ProfileQuery query, IReadOnlyList<SubscriberId>? ids)
    {
        var seen = new List<SubscriberId>();
        for (var page = await Profiles.QueryAsync(query, ids); ; page = await Profiles.QueryAsync(query with { Cursor = page.Next }, ids))
        {
            seen.AddRange(page.Profiles.Select(profile => profile.Id));
            if (page.Next is null) return seen;
            Assert.Equal(query.Size, page.Profiles.Count);
        }
    }
}
