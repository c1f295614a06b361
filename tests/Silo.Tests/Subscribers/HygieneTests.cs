using System.Collections.Concurrent;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>Numbers that are no good are taken out of use, by the rule that says so and nothing else, on both databases.</summary>
public sealed class HygieneTests
{
    private const string Landline = "+12015550101", Blocked = "+12015550102", Off = "+12015550103", Fine = "+12015550104";

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task One_failure_suppresses_where_one_is_enough_and_an_import_does_not_bring_the_number_back(string database)
    {
        await using var town = await Town.StartAsync(database);
        town.Refuse(Landline, FailureType.DeviceIncapable);
        var list = await town.Rig.ListAsync(Landline, Blocked, Off, Fine);
        await town.SendAsync(list);
        await town.FailAsync(Blocked, FailureType.MessageBlocked);
        await town.FailAsync(Off, FailureType.DeviceUnreachable);

        Assert.Equal("device_incapable", (await town.UntilSuppressedAsync(Landline)).Suppression);
        var blocked = await town.UntilSuppressedAsync(Blocked);
        Assert.Equal(("message_blocked", SmsConsent.Unsubscribed, "message_blocked"), (blocked.Suppression, blocked.Consent, blocked.ConsentMethod));
        Assert.Null((await town.PersonAsync(Off)).Suppression);
        var trail = await town.Rig.Grains.Profiles().ConsentTrailAsync(blocked.Id);
        Assert.Contains(trail!, record => record.Metric == Metric.Suppressed && record.Rule == "message_blocked");

        var imported = await town.Rig.Grains.Profiles().ImportAsync(new ImportBatch
        {
            Rows = [new ImportRow(new ProfilePatch { Phone = Landline, Attributes = """{"first_name":"Ann"}""" }, 0), new ImportRow(new ProfilePatch { Phone = Blocked }, 1)],
            List = list,
            Consent = new ConsentGrant("API", null, false),
        });
        Assert.Equal([ImportRefusal.Suppressed, ImportRefusal.Suppressed], imported.Refused.Select(row => row.Reason));
        await town.SendAsync(list);
        Assert.Equal([Off, Fine], town.LastTexted.Order());

        // The phone itself asks for texts: it works, and it is not blocked.
        await town.TextAsync(blocked, "START");
        Assert.Equal((null, SmsConsent.Subscribed), (await town.PersonAsync(Blocked) is var back ? back.Suppression : "", back.Consent));
        await town.SendAsync(list);
        Assert.Equal([Blocked, Off, Fine], town.LastTexted.Order());
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_cleaning_shows_whom_it_would_suppress_and_then_suppresses_those_and_nobody_else(string database)
    {
        await using var town = await Town.StartAsync(database);
        var list = await town.Rig.ListAsync(Off, Fine, Blocked);
        var other = await town.Rig.ListAsync(Landline);
        await town.SendAsync(list);
        await town.SendAsync(other);
        foreach (var phone in (string[])[Off, Blocked, Landline]) await town.FailAsync(phone, FailureType.DeviceUnreachable);
        await town.ReceiveAsync(Fine);
        // Two are unreachable a second time.
        await town.SendAsync(list);
        foreach (var phone in (string[])[Off, Blocked]) await town.FailAsync(phone, FailureType.DeviceUnreachable);

        var everybody = await town.PreviewAsync(null);
        var one = await town.PreviewAsync(list, "device_unreachable", "device_unreachable_again");
        Assert.Equal(3, everybody.People);
        Assert.Equal(2, one.People);
        Assert.Equal([("device_unreachable", 2), ("device_unreachable_again", 2)], one.Shares.Select(share => (share.Rule, (int)share.People!)));
        var page = (await town.Rig.Grains.Cleaning(one.Id).PageAsync("device_unreachable", null, 1))!;
        Assert.NotNull(page.Next);
        var rest = (await town.Rig.Grains.Cleaning(one.Id).PageAsync("device_unreachable", page.Next, 10))!;
        Assert.Equal([Off, Blocked], page.Profiles.Concat(rest.Profiles).Select(person => person.Phone).OrderDescending());
        Assert.All(page.Profiles, person => Assert.Null(person.Suppression));

        // One of them gets a text after all: what was seen before no longer holds.
        await town.SendAsync(list);
        await town.ReceiveAsync(Blocked);
        Assert.Equal(CleaningVerdict.Done, (await town.Rig.Grains.Cleaning(one.Id).ApplyAsync()).Verdict);
        Assert.Equal(CleaningVerdict.Done, (await town.Rig.Grains.Cleaning(one.Id).ApplyAsync()).Verdict);
        var done = await SiloRig.UntilAsync(async () => (await town.Rig.Grains.Cleaning(one.Id).GetAsync())!, job => job.Status == CleaningStatus.Complete);
        Assert.Equal([1L, 0L], done.Shares.Select(share => share.Suppressed!.Value));
        Assert.Equal("device_unreachable", (await town.PersonAsync(Off)).Suppression);
        foreach (var phone in (string[])[Blocked, Landline, Fine]) Assert.Null((await town.PersonAsync(phone)).Suppression);

        Assert.Equal(CleaningVerdict.Done, (await town.Rig.Grains.Cleaning(everybody.Id).CancelAsync()).Verdict);
        Assert.Equal(CleaningVerdict.Over, (await town.Rig.Grains.Cleaning(everybody.Id).ApplyAsync()).Verdict);
        Assert.Equal(CleaningVerdict.Over, (await town.Rig.Grains.Cleaning(one.Id).CancelAsync()).Verdict);
        Assert.Equal([everybody.Id, one.Id], (await town.Rig.Grains.Cleanings().ListAsync()).Select(job => job.Id).Order());
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task The_nightly_round_applies_what_needs_counting_once_a_day(string database)
    {
        await using var town = await Town.StartAsync(
            database, ("Hygiene:Failures:device_unreachable_again:Automatic", "true"), ("Hygiene:Failures:device_unreachable_again:AtLeast", "3"));
        var list = await town.Rig.ListAsync(Off, Fine);
        for (var i = 0; i < 3; i++)
        {
            await town.SendAsync(list);
            await town.FailAsync(Off, FailureType.DeviceUnreachable);
            if (i < 2) await town.FailAsync(Fine, FailureType.DeviceUnreachable);
        }

        Assert.Null((await town.PersonAsync(Off)).Suppression);
        await town.RoundAsync();
        Assert.Equal("device_unreachable_again", (await town.PersonAsync(Off)).Suppression);
        Assert.Null((await town.PersonAsync(Fine)).Suppression);
        Assert.True(await town.Rig.Grains.Hygiene().ContinueAsync() <= TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Who_came_back_is_not_taken_out_again_for_what_failed_before(string database)
    {
        await using var town = await Town.StartAsync(
            database, ("Hygiene:Failures:device_unreachable_again:Automatic", "true"), ("Hygiene:Failures:device_unreachable_again:AtLeast", "2"));
        town.Refuse(Landline, FailureType.DeviceIncapable);
        var list = await town.Rig.ListAsync(Landline, Blocked, Off, Fine);
        await town.SendAsync(list);
        var blockedAt = town.Rig.Clock.GetUtcNow();
        await town.FailAsync(Blocked, FailureType.MessageBlocked);
        await FailsAsync();
        await FailsAsync();
        await town.RoundAsync();
        var gone = new[] { await town.PersonAsync(Landline), await town.PersonAsync(Blocked), await town.PersonAsync(Off) };
        Assert.Equal(["device_incapable", "message_blocked", "device_unreachable_again"], gone.Select(person => person.Suppression));

        // One by hand, two by themselves.
        Assert.Equal(1, await town.Rig.Grains.Profiles().SuppressAsync([gone[0].Id], null));
        await town.TextAsync(gone[1], "START");
        await town.TextAsync(gone[2], "START");
        await town.RoundAsync();
        foreach (var phone in (string[])[Landline, Blocked, Off]) Assert.Null((await town.PersonAsync(phone)).Suppression);
        var preview = await town.PreviewAsync(null, "message_blocked", "device_incapable", "device_unreachable_again");
        Assert.Equal(0, preview.People);
        // Nor for news of it that were under way while the phone said START.
        await town.TellAsync(gone[1], FailureType.MessageBlocked, blockedAt);
        Assert.Equal((null, SmsConsent.Subscribed), (await town.PersonAsync(Blocked) is var back ? back.Suppression : "", back.Consent));

        // What fails from then on counts as it does for everybody.
        await FailsAsync();
        Assert.Equal("device_incapable", (await town.UntilSuppressedAsync(Landline)).Suppression);
        await town.RoundAsync();
        Assert.Null((await town.PersonAsync(Off)).Suppression);
        await FailsAsync();
        await town.RoundAsync();
        Assert.Equal("device_unreachable_again", (await town.PersonAsync(Off)).Suppression);
        Assert.Null((await town.PersonAsync(Blocked)).Suppression);

        async Task FailsAsync()
        {
            await town.SendAsync(list);
            await town.FailAsync(Off, FailureType.DeviceUnreachable);
        }
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Who_is_suppressed_while_a_wave_waits_for_its_provider_is_not_texted_when_it_goes_on(string database)
    {
        await using var town = await Town.StartAsync(database);
        var list = await town.Rig.ListAsync(Off, Fine);
        var accept = town.Rig.Carrier.OnSubmit;
        var accepted = new ConcurrentQueue<string>();
        town.Rig.Carrier.OnSubmit = _ => SubmitReply.Throttled("20003", "Authenticate");
        var campaign = await town.Rig.SendAsync(list);
        await SiloRig.UntilAsync(() => Task.FromResult(town.Rig.Carrier.Submitted.Select(message => message.To).Distinct().Count()), tried => tried == 2);

        Assert.Equal(1, await town.Rig.Grains.Profiles().SuppressAsync([(await town.PersonAsync(Off)).Id], "manual"));
        town.Rig.Carrier.OnSubmit = message =>
        {
            accepted.Enqueue(message.To);
            return accept(message);
        };
        await town.Rig.SentAsync(campaign);
        Assert.Equal([Fine], accepted);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_deactivation_list_takes_numbers_and_their_consent_unless_it_was_given_since(string database)
    {
        await using var town = await Town.StartAsync(database);
        await town.Rig.ListAsync(Landline, Off);
        var deactivated = town.Rig.Clock.GetUtcNow();
        town.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await town.Rig.ListAsync(Fine);
        var batch = new DeactivationBatch([Landline, "+1 (201) 555-0104", "not a number", "+12015550199", Landline], DeactivationRules.Reassigned, deactivated);

        var first = await town.Rig.Grains.Profiles().DeactivateAsync(batch);
        Assert.Equal((1, 0, 1, 1), (first.Suppressed, first.Already, first.ConsentedSince, first.Unknown));
        Assert.Equal([2], first.Invalid);
        var again = await town.Rig.Grains.Profiles().DeactivateAsync(batch with { Rule = DeactivationRules.Deactivated });
        Assert.Equal((0, 1, 1, 1), (again.Suppressed, again.Already, again.ConsentedSince, again.Unknown));
        var gone = await town.PersonAsync(Landline);
        Assert.Equal((DeactivationRules.Reassigned, SmsConsent.Unsubscribed), (gone.Suppression, gone.Consent));
        // Nothing of this page takes a human's place; a human takes its.
        Assert.Equal(1, await town.Rig.Grains.Profiles().SuppressAsync([gone.Id], "manual"));
        Assert.Equal(0, (await town.Rig.Grains.Profiles().DeactivateAsync(batch)).Suppressed);
        Assert.Equal("manual", (await town.PersonAsync(Landline)).Suppression);
        await town.TextAsync(gone, "START");
        Assert.Equal("manual", (await town.PersonAsync(Landline)).Suppression);
        foreach (var phone in (string[])[Off, Fine]) Assert.Equal((null, SmsConsent.Subscribed), (await town.PersonAsync(phone) is var left ? left.Suppression : "", left.Consent));
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task The_sun_sets_on_people_whom_nothing_has_reached_in_26_weeks(string database)
    {
        await using var town = await Town.StartAsync(database);
        var list = await town.Rig.ListAsync(Off, Fine, Blocked);
        await town.SendAsync(list);
        await town.ReceiveAsync(Blocked);
        town.Rig.Clock.Advance(TimeSpan.FromDays(26 * 7 + 1));
        for (var i = 0; i < 3; i++)
        {
            await town.SendAsync(list);
            if (i == 1) await town.ReceiveAsync(Fine);
        }

        var newcomers = await town.Rig.ListAsync(Landline);
        await town.SendAsync(newcomers);
        var preview = await town.PreviewAsync(null, "sunset");
        Assert.Equal([Off, Blocked], (await town.Rig.Grains.Cleaning(preview.Id).PageAsync(null, null, 10))!.Profiles.Select(person => person.Phone).OrderDescending());

        // Who says START is worth three more texts.
        var off = await town.PersonAsync(Off);
        Assert.Equal(1, await town.Rig.Grains.Profiles().SuppressAsync([off.Id], "sunset"));
        await town.TextAsync(off, "START");
        Assert.Null((await town.PersonAsync(Off)).Suppression);
        var after = await town.PreviewAsync(null, "sunset");
        Assert.Equal([Blocked], (await town.Rig.Grains.Cleaning(after.Id).PageAsync(null, null, 10))!.Profiles.Select(person => person.Phone));
    }

    /// <summary>A silo, a carrier that takes what it is not told to refuse, and the last message of each number.</summary>
    private sealed class Town(RulesRig rig) : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, FailureType> refused = [];
        private readonly ConcurrentDictionary<string, (MessageId Id, string Provider)> last = [];

        public RulesRig Rig => rig;

        public IReadOnlyList<string> LastTexted { get; private set; } = [];

        public static async Task<Town> StartAsync(string database, params (string Key, string Value)[] settings)
        {
            settings = [.. settings, ("Sending:FrequencyCap:Enabled", "false")];
            if (database == "PostgreSQL") settings = [.. settings, ("Cluster:ConnectionString", await (await PostgresServer.SharedAsync()).CreateDatabaseAsync())];
            var town = new Town(await RulesRig.StartAsync(settings));
            town.Rig.Carrier.OnSubmit = message =>
            {
                if (town.refused.TryGetValue(message.To, out var why)) return SubmitReply.Refused("1", why, "no");
                var reply = town.Rig.Carrier.Accept(message, town.Rig.Clock.GetUtcNow());
                town.last[message.To] = (message.Id, reply.ProviderId!);
                return reply;
            };
            return town;
        }

        public void Refuse(string phone, FailureType why) => refused[phone] = why;

        public async Task SendAsync(ListId list)
        {
            var before = rig.Carrier.Submitted.Count;
            await rig.SentAsync(await rig.SendAsync(list, campaign => campaign with { UseSmartSending = false }));
            // Answers to what people text are no part of the campaign.
            LastTexted = [.. rig.Carrier.Submitted.Skip(before).Where(message => message.Body.Contains("20% off", StringComparison.Ordinal)).Select(message => message.To)];
        }

        /// <summary>The round of the next night.</summary>
        public async Task RoundAsync()
        {
            rig.Clock.Advance(TimeSpan.FromDays(1));
            await SiloRig.UntilAsync(rig.Grains.Hygiene().ContinueAsync, again => again > TimeSpan.FromMinutes(1));
        }

        public Task FailAsync(string phone, FailureType why) => RecordAsync(phone, DeliveryStatus.Failed, why);

        public Task ReceiveAsync(string phone) => RecordAsync(phone, DeliveryStatus.Delivered, FailureType.None);

        public async Task TextAsync(Profile person, string body) => Assert.Equal(InboundVerdict.Heard, await rig.Grains.Subscriber(person.Id).HearAsync(new InboundText
        {
            Carrier = "sandbox",
            ProviderId = "SM" + body,
            From = person.Phone,
            Country = person.Country,
            To = "+18005550100",
            Body = body,
            ArrivedAt = rig.Clock.GetUtcNow(),
        }));

        /// <summary>What a message tells its person of its end.</summary>
        public Task TellAsync(Profile person, FailureType why, DateTimeOffset at) =>
            rig.Grains.Subscriber(person.Id).TellAsync(new MessageTold(last[person.Phone].Id, MessageStatus.Failed, at) { Failure = why });

        public async Task<Profile> PersonAsync(string phone) =>
            Assert.Single((await rig.Grains.Profiles().QueryAsync(new ProfileQuery { Phones = [phone] })).Profiles);

        public Task<Profile> UntilSuppressedAsync(string phone) => SiloRig.UntilAsync(() => PersonAsync(phone), person => person.Suppression is not null);

        public async Task<Cleaning> PreviewAsync(ListId? list, params string[] rules)
        {
            // What has just happened lies before the instant the job looks from.
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            var job = await rig.Grains.Cleanings().CreateAsync(new CleaningOrder(rules, list));
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            return await SiloRig.UntilAsync(async () => (await rig.Grains.Cleaning(job.Id).GetAsync())!, counted => counted.Status == CleaningStatus.Preview);
        }

        public ValueTask DisposeAsync() => rig.DisposeAsync();

        private async Task RecordAsync(string phone, DeliveryStatus status, FailureType why)
        {
            var (id, provider) = last[phone];
            Assert.Equal(ReceiptOutcome.Recorded, await rig.Grains.Message(id).RecordAsync(new DeliveryReceipt
            {
                Carrier = "sandbox",
                ProviderId = provider,
                Status = status,
                VendorStatus = status.ToString(),
                Failure = why,
                Raw = "raw",
                ArrivedAt = rig.Clock.GetUtcNow(),
            }));
        }
    }
}
