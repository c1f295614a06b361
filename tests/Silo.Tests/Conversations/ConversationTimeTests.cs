using Sms.Testing;

namespace Sms.Tests;

/// <summary>What time does to a conversation: nobody decides, nobody says yes, parts stay out.</summary>
public sealed class ConversationTimeTests
{
    private const string Number = "+12025550123";
    private const string Ours = "78745";
    private int texts;

    [Fact]
    public async Task Whom_nobody_decides_about_for_ten_days_is_unsubscribed()
    {
        await using var rig = await SiloRig.StartAsync();
        var person = await SubscribedAsync(rig);
        await HearAsync(rig, person, "how do I stop the machine from leaking oil");
        Assert.NotNull((await rig.Grains.Profiles().GetAsync(person))!.FlaggedAt);

        rig.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMinutes(1));
        Assert.NotNull(await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Flag, 0));
        Assert.Equal(SmsConsent.Subscribed, (await rig.Grains.Profiles().GetAsync(person))!.Consent);

        // Through the agenda, as it comes by itself.
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        var after = await SiloRig.UntilAsync(
            async () =>
            {
                rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return (await rig.Grains.Profiles().GetAsync(person))!;
            },
            profile => profile.Consent == SmsConsent.Unsubscribed);
        Assert.Equal(("No decision", null), (after.ConsentMethod, after.FlaggedAt));
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Who_signs_up_after_a_text_nobody_decided_about_has_decided(string database)
    {
        await using var rig = await StartAsync(database);
        var person = await SubscribedAsync(rig);
        await SayNoAsync(rig, person, ConsentChannels.Marketing);
        await SayYesAsync(rig, rig.Clock.GetUtcNow(), ConsentChannels.Marketing);
        await HearAsync(rig, person, "how do I stop the machine from leaking oil");
        Assert.NotNull((await rig.Grains.Profiles().GetAsync(person))!.FlaggedAt);
        var list = (await rig.Grains.Lists().CreateAsync("People", doubleOptIn: false)).Id;
        await SayYesAsync(rig, rig.Clock.GetUtcNow().AddDays(-1), ConsentChannels.Marketing, list);
        var campaign = await rig.Grains.Campaigns().CreateAsync(new CampaignDefinition { Name = "Sale", Included = [list], Content = new MessageContent { Body = "20% off" } });
        Assert.Equal([new SkipEstimate(SkipReason.AwaitingDecision, 1)], (await rig.Grains.Campaign(campaign.Id).EstimateAsync())!.Skipped);

        rig.Clock.Advance(TimeSpan.FromDays(1));
        await SayNoAsync(rig, person, ConsentChannels.Marketing);
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await SayYesAsync(rig, rig.Clock.GetUtcNow(), ConsentChannels.Marketing);
        Assert.Null((await rig.Grains.Profiles().GetAsync(person))!.FlaggedAt);
        Assert.Equal(1, (await rig.Grains.Campaign(campaign.Id).EstimateAsync())!.Recipients);
        rig.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Null(await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Flag, 0));
        var after = (await rig.Grains.Profiles().GetAsync(person))!;
        Assert.Equal((SmsConsent.Subscribed, null), (after.Consent, after.FlaggedAt));

        // The next such text is for a human again.
        await HearAsync(rig, person, "how do I stop the machine from leaking oil");
        Assert.NotNull((await rig.Grains.Profiles().GetAsync(person))!.FlaggedAt);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_STOP_takes_what_is_left_and_every_one_is_the_persons_last_word(string database)
    {
        await using var rig = await StartAsync(database);
        var both = ConsentChannels.Marketing | ConsentChannels.Transactional;
        var person = await SubscribedAsync(rig);
        await SayYesAsync(rig, rig.Clock.GetUtcNow(), both);

        // Out of marketing already, by the API; the text takes the rest, and is answered.
        await SayNoAsync(rig, person, ConsentChannels.Marketing);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await HearAsync(rig, person, "STOP");
        var out1 = (await rig.Grains.Profiles().GetAsync(person))!;
        Assert.Equal((SmsConsent.Unsubscribed, SmsConsent.Unsubscribed), (out1.Consent, out1.Transactional!.Consent));
        Assert.Equal(1, await CountAsync(rig, person, Metric.UnsubscribedFromSmsMarketing));
        Assert.Equal(1, await CountAsync(rig, person, Metric.UnsubscribedFromSmsTransactional));

        // A yes given between two STOPs is told us after the second.
        rig.Clock.Advance(TimeSpan.FromHours(1));
        var between = rig.Clock.GetUtcNow();
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await HearAsync(rig, person, "STOP");
        Assert.Equal(ImportRefusal.UnsubscribedSince, Assert.Single((await SayYesAsync(rig, between, both)).Refused).Reason);
        Assert.Equal((SmsConsent.Unsubscribed, SmsConsent.Unsubscribed), (await rig.Grains.Profiles().GetAsync(person) is var still ? still!.Consent : default, still!.Transactional!.Consent));
        Assert.Equal(1, await CountAsync(rig, person, Metric.UnsubscribedFromSmsMarketing));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await SayYesAsync(rig, rig.Clock.GetUtcNow(), both)).Refused);
        Assert.Equal((SmsConsent.Subscribed, SmsConsent.Subscribed), (await rig.Grains.Profiles().GetAsync(person) is var back ? back!.Consent : default, back!.Transactional!.Consent));
    }

    [Fact]
    public async Task A_stranger_who_says_STOP_says_it_to_everything()
    {
        await using var rig = await SiloRig.StartAsync();
        await rig.Grains.Profiles().UpsertAsync(new ProfilePatch { Phone = Number });
        var person = (await rig.Grains.Profiles().QueryAsync(new ProfileQuery { Phones = [Number] })).Profiles[0].Id;
        await HearAsync(rig, person, "STOP");
        var old = await SayYesAsync(rig, rig.Clock.GetUtcNow().AddDays(-30), ConsentChannels.Marketing | ConsentChannels.Transactional);
        Assert.Equal(ImportRefusal.UnsubscribedSince, Assert.Single(old.Refused).Reason);
        Assert.Equal(SmsConsent.Unsubscribed, (await rig.Grains.Profiles().GetAsync(person))!.Transactional!.Consent);
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_confirmation_of_what_is_older_than_their_no()
    {
        await using var rig = await SiloRig.StartAsync();
        var list = (await rig.Grains.Lists().CreateAsync("Confirmed", doubleOptIn: true)).Id;
        var person = await SubscribedAsync(rig);
        var before = rig.Clock.GetUtcNow();
        rig.Clock.Advance(TimeSpan.FromHours(1));

        // Subscribed, on the list, and off it again.
        await SayYesAsync(rig, rig.Clock.GetUtcNow(), ConsentChannels.Marketing, list);
        Assert.Equal([list], await rig.Grains.Profiles().ListsOfAsync(person));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.Grains.Subscriber(person).UnsubscribeAsync(new ConsentChange("API", list));
        Assert.Equal(ImportRefusal.UnsubscribedFromList, Assert.Single((await SayYesAsync(rig, before, ConsentChannels.Marketing, list)).Refused).Reason);
        Assert.Empty((await rig.Grains.Profiles().ListsOfAsync(person))!);

        await HearAsync(rig, person, "STOP");
        Assert.Equal(ImportRefusal.UnsubscribedSince, Assert.Single((await SayYesAsync(rig, before, ConsentChannels.Marketing, list)).Refused).Reason);
        Assert.Equal(0, await CountAsync(rig, person, Metric.ConsentRequested));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await SayYesAsync(rig, rig.Clock.GetUtcNow(), ConsentChannels.Marketing, list)).Refused);
        Assert.Equal(1, await CountAsync(rig, person, Metric.ConsentRequested));
    }

    [Fact]
    public async Task A_request_is_repeated_once_and_a_yes_after_its_expiry_is_no_consent()
    {
        await using var rig = await SiloRig.StartAsync();
        var list = await rig.Grains.Lists().CreateAsync("Confirmed", doubleOptIn: true);
        var batch = new ImportBatch { Rows = [new ImportRow(new ProfilePatch { Phone = Number }, 0)], List = list.Id, Consent = new ConsentGrant("API", "Checkout", false) };
        Assert.Equal(0, (await rig.Grains.Profiles().ImportAsync(batch)).AddedToList);
        var person = (await rig.Grains.Profiles().QueryAsync(new ProfileQuery { Phones = [Number] })).Profiles[0].Id;
        Assert.Equal(1, await CountAsync(rig, person, Metric.ConsentRequested));
        Assert.Equal(OptInVerdict.Pending, await rig.Grains.Subscriber(person).RequestOptInAsync(new OptInRequest(list.Id, "API")));

        rig.Clock.Advance(TimeSpan.FromHours(25));
        await SiloRig.UntilAsync(
            async () =>
            {
                rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return await CountAsync(rig, person, Metric.ConsentRequested);
            },
            count => count == 2);
        await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Reminder, 1);
        Assert.Equal(2, await CountAsync(rig, person, Metric.ConsentRequested));

        rig.Clock.Advance(TimeSpan.FromHours(48));
        await HearAsync(rig, person, "YES");
        Assert.Equal(SmsConsent.Never, (await rig.Grains.Profiles().GetAsync(person))!.Consent);

        // Asked again, and answered in time: the trail says which request, from where, in which words.
        Assert.Equal(OptInVerdict.Asked, await rig.Grains.Subscriber(person).RequestOptInAsync(new OptInRequest(list.Id, "API", "Checkout")));
        await HearAsync(rig, person, "yes");
        Assert.Equal(SmsConsent.Subscribed, (await rig.Grains.Profiles().GetAsync(person))!.Consent);
        Assert.Equal([list.Id], await rig.Grains.Profiles().ListsOfAsync(person));
        var trail = (await rig.Ledger.ReadAsync(StreamId.Of(person))).Single(fact => fact.Metric == Metric.SubscribedToSmsMarketing);
        var detail = InboundDetail.Read(trail.Detail);
        Assert.Equal(("Inbound message", "Checkout", list.Id.Value), (detail.ConsentMethod, detail.Source, detail.List));
        var asked = (await rig.Ledger.ReadAsync(StreamId.Of(person))).Single(fact => fact.Version == detail.Request);
        Assert.Contains("Reply YES", (await rig.Grains.Message(ConversationDesk.AnswerId(asked)).GetTraceAsync())!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_hours_late_is_not_sent()
    {
        var carrier = new ScriptedCarrier { OnSubmit = _ => SubmitReply.Throttled("20003", "Authenticate") };
        await using var rig = await SiloRig.StartAsync(carrier);
        var person = await SubscribedAsync(rig);
        await HearAsync(rig, person, "HELP");
        var version = (await rig.Ledger.ReadAsync(StreamId.Of(person))).Single(fact => fact.Metric == Metric.SentSms).Version;
        Assert.NotNull(await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Answer, version));
        rig.Clock.Advance(TimeSpan.FromHours(5));
        await SiloRig.UntilAsync(() => Task.FromResult(carrier.Submitted.Count), tried => tried >= 1);
        var before = carrier.Submitted.Count;
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        Assert.Null(await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Answer, version));
        Assert.Equal(before, carrier.Submitted.Count);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Who_was_out_and_is_taken_off_by_hand_while_a_request_is_open_has_answered_it(string database)
    {
        await using var rig = await StartAsync(database);
        var person = await SubscribedAsync(rig);
        await SayNoAsync(rig, person, ConsentChannels.Marketing);
        var list = (await rig.Grains.Lists().CreateAsync("Confirmed", doubleOptIn: true)).Id;
        Assert.Equal(OptInVerdict.Asked, await rig.Grains.Subscriber(person).RequestOptInAsync(new OptInRequest(list, "API")));
        var asked = (await rig.Ledger.ReadAsync(StreamId.Of(person))).Single(fact => fact.Metric == Metric.ConsentRequested);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ConsentVerdict.Already, await SayNoAsync(rig, person, ConsentChannels.Marketing));
        await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Reminder, asked.Version);
        Assert.Equal(1, await CountAsync(rig, person, Metric.ConsentRequested));

        // A yes to it comes too late, and a yes on paper between the two is older than the second no.
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await HearAsync(rig, person, "YES");
        Assert.Equal(SmsConsent.Unsubscribed, (await rig.Grains.Profiles().GetAsync(person))!.Consent);
        Assert.Empty((await rig.Grains.Profiles().ListsOfAsync(person))!);
        Assert.Equal(ImportRefusal.UnsubscribedSince, Assert.Single((await SayYesAsync(rig, asked.At, ConsentChannels.Marketing)).Refused).Reason);
        Assert.Equal(1, await CountAsync(rig, person, Metric.UnsubscribedFromSmsMarketing));

        // Asked anew, they may say yes.
        Assert.Equal(OptInVerdict.Asked, await rig.Grains.Subscriber(person).RequestOptInAsync(new OptInRequest(list, "API")));
        await HearAsync(rig, person, "YES");
        Assert.Equal(SmsConsent.Subscribed, (await rig.Grains.Profiles().GetAsync(person))!.Consent);
    }

    [Fact]
    public async Task Parts_make_one_text_whatever_their_order_and_number()
    {
        await using var rig = await SiloRig.StartAsync();
        var person = await SubscribedAsync(rig);
        Assert.Equal(InboundVerdict.Waiting, await HearAsync(rig, person, "OP", "p2", new InboundPart("9", 2, 3)));
        Assert.Equal(InboundVerdict.Repeated, await HearAsync(rig, person, "OP", "p2", new InboundPart("9", 2, 3)));
        Assert.Equal(InboundVerdict.Waiting, await HearAsync(rig, person, "!", "p3", new InboundPart("9", 3, 3)));
        Assert.Equal(SmsConsent.Subscribed, (await rig.Grains.Profiles().GetAsync(person))!.Consent);
        Assert.Equal(InboundVerdict.Heard, await HearAsync(rig, person, "ST", "p1", new InboundPart("9", 1, 3)));
        Assert.Equal(InboundVerdict.Repeated, await HearAsync(rig, person, "ST", "p1", new InboundPart("9", 1, 3)));
        Assert.Equal(SmsConsent.Unsubscribed, (await rig.Grains.Profiles().GetAsync(person))!.Consent);
        Assert.Equal("STOP!", (await rig.Ledger.ReadAsync(StreamId.Of(person))).Single(fact => fact.Metric == Metric.SentSms).Body);
    }

    [Fact]
    public async Task A_part_that_never_comes_does_not_hold_up_an_opt_out()
    {
        await using var rig = await SiloRig.StartAsync();
        var person = await SubscribedAsync(rig);
        await HearAsync(rig, person, "Stop texting me", "p1", new InboundPart("9", 1, 2));
        await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Parts, 2);
        Assert.Equal(SmsConsent.Unsubscribed, (await rig.Grains.Profiles().GetAsync(person))!.Consent);
        await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Parts, 2);

        // It comes all the same, and stands alone.
        Assert.Equal(InboundVerdict.Heard, await HearAsync(rig, person, " or I will sue", "p2", new InboundPart("9", 2, 2)));
        Assert.Equal(["Stop texting me", " or I will sue"], (await rig.Ledger.ReadAsync(StreamId.Of(person))).Where(fact => fact.Metric == Metric.SentSms).Select(fact => fact.Body));
    }

    [Fact]
    public async Task Two_machines_that_answer_each_other_stop()
    {
        await using var rig = await SiloRig.StartAsync(("Conversations:AnswersADay", "3"));
        var person = await SubscribedAsync(rig);
        for (var i = 0; i < 5; i++) await HearAsync(rig, person, "HELP");
        Assert.Equal(3, (await rig.Ledger.ReadAsync(StreamId.Of(person))).Count(fact => fact.Metric == Metric.SentSms && InboundDetail.Read(fact.Detail).Answer is not null));
        await HearAsync(rig, person, "STOP");
        Assert.Equal(SmsConsent.Unsubscribed, (await rig.Grains.Profiles().GetAsync(person))!.Consent);
    }

    private static async Task<SiloRig> StartAsync(string database) => database == "SQLite"
        ? await SiloRig.StartAsync()
        : await SiloRig.StartAsync(("Cluster:ConnectionString", await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()));

    private static async Task<SubscriberId> SubscribedAsync(SiloRig rig)
    {
        await rig.Grains.Profiles().ImportAsync(new ImportBatch { Rows = [new ImportRow(new ProfilePatch { Phone = Number }, 0)], Consent = new ConsentGrant("Test", null, false) });
        return (await rig.Grains.Profiles().QueryAsync(new ProfileQuery { Phones = [Number] })).Profiles[0].Id;
    }

    private static Task<ImportOutcome> SayYesAsync(SiloRig rig, DateTimeOffset at, ConsentChannels channels, ListId? list = null) => rig.Grains.Profiles().ImportAsync(new ImportBatch
    {
        Rows = [new ImportRow(new ProfilePatch { Phone = Number }, 0, at, channels)],
        List = list,
        Consent = new ConsentGrant("Form", null, false),
    });

    private static Task<ConsentVerdict> SayNoAsync(SiloRig rig, SubscriberId person, ConsentChannels channels) =>
        rig.Grains.Subscriber(person).UnsubscribeAsync(new ConsentChange("API") { Channels = channels });

    private Task<InboundVerdict> HearAsync(SiloRig rig, SubscriberId person, string body, string? id = null, InboundPart? part = null) => rig.Grains.Subscriber(person).HearAsync(new InboundText
    {
        Carrier = "sandbox",
        ProviderId = id ?? $"SM{texts++}",
        From = Number,
        Country = "US",
        To = Ours,
        Body = body,
        ArrivedAt = rig.Clock.GetUtcNow(),
        Part = part,
    });

    private static async Task<int> CountAsync(SiloRig rig, SubscriberId person, Metric metric) =>
        (await rig.Ledger.ReadAsync(StreamId.Of(person))).Count(fact => fact.Metric == metric);
}
