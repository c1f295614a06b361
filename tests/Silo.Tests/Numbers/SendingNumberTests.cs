using Sms.Testing;

namespace Sms.Tests;

/// <summary>The register of sending numbers in a silo: what changes holds, is remembered, and shows in decisions.</summary>
public sealed class SendingNumberTests
{
    private static readonly (string, string)[] TwoNumbers =
        [("SendingNumbers:0:Number", "78745"), ("SendingNumbers:1:Number", "+18885550100"), ("SendingNumbers:1:Status", "in_review")];

    [Fact]
    public async Task A_suspended_number_sends_no_more_within_two_seconds_and_the_reason_is_with_each_decision()
    {
        await using var rig = await RulesRig.StartAsync(TwoNumbers);
        var list = await rig.ListAsync(RulesRig.Phones(212, 3));
        await rig.SentAsync(await rig.SendAsync(list, Unhurried));
        Assert.All(rig.Carrier.Submitted, message => Assert.Equal("78745", message.From));

        await PatchAsync(rig, "78745", new NumberPatch { Status = NumberStatus.Suspended, Reason = "complaints" });
        await KnownAsync(rig, "78745", number => number is { Verified: false });
        var campaign = await rig.SendAsync(list, Unhurried);
        await rig.SentAsync(campaign);
        Assert.Equal(3, rig.Carrier.Submitted.Count);
        var audit = await rig.UntilAsync(campaign, audit => audit.Recounted.Skipped == 3);
        Assert.Equal(new ReasonCount(false, SkipReason.NoSendingNumber, 3), Assert.Single(audit.Reasons));
        var decision = (await rig.DecisionsAsync(await rig.PersonAsync("+12125550100")))[0];
        Assert.Equal("78745 is suspended: complaints; +18885550100 is in_review", decision.Detail);

        // The other one is verified meanwhile, and takes over.
        await PatchAsync(rig, "+18885550100", new NumberPatch { Status = NumberStatus.Verified, Reason = "the carriers agree" });
        await KnownAsync(rig, "+18885550100", number => number is { Verified: true });
        await rig.SentAsync(await rig.SendAsync(list, Unhurried));
        Assert.Equal(3, rig.Carrier.Submitted.Count(message => message.From == "+18885550100"));
    }

    [Fact]
    public async Task What_was_changed_and_added_is_there_after_a_restart_with_its_history()
    {
        await using var rig = await RulesRig.StartAsync(TwoNumbers);
        await PatchAsync(rig, "78745", new NumberPatch { Status = NumberStatus.Suspended, SegmentsPerSecond = 2.5, Countries = ["US", "CA"], Reason = "complaints" });
        var draft = new NumberDraft { Number = "+12025550199", Type = NumberType.LongCode, Carrier = "sandbox", Status = NumberStatus.Pending, Reason = "bought" };
        Assert.Equal(NumberVerdict.Written, (await rig.Grains.SendingNumbers().AddAsync(draft)).Verdict);
        Assert.Equal(NumberVerdict.Taken, (await rig.Grains.SendingNumbers().AddAsync(draft)).Verdict);
        Assert.Equal(NumberVerdict.UnknownCarrier, (await rig.Grains.SendingNumbers().AddAsync(draft with { Number = "+12025550198", Carrier = "pigeon" })).Verdict);
        Assert.Equal(NumberVerdict.Configured, await rig.Grains.SendingNumbers().RemoveAsync("78745", null));
        Assert.Equal(NumberVerdict.Unknown, await rig.Grains.SendingNumbers().RemoveAsync("99999", null));

        await rig.RestartAsync();
        var numbers = await rig.Grains.SendingNumbers().ListAsync();
        Assert.Equal(["78745", "+18885550100", "+12025550199"], numbers.Select(number => number.Record.Number));
        var first = numbers[0];
        Assert.Equal((NumberStatus.Suspended, "complaints", 2.5, true), (first.Record.Status, first.Record.Reason, first.Record.SegmentsPerSecond, first.Record.Configured));
        Assert.Equal(["countries", "segments_per_second", "status", "added"], first.History.Select(change => change.What));
        Assert.Equal((NumberStatus.Pending, false), (numbers[2].Record.Status, numbers[2].Record.Configured));

        Assert.Equal(NumberVerdict.Written, await rig.Grains.SendingNumbers().RemoveAsync("+12025550199", "sold"));
        Assert.Null(await rig.Grains.SendingNumbers().GetAsync("+12025550199"));
        await rig.RestartAsync();
        Assert.Equal(2, (await rig.Grains.SendingNumbers().ListAsync()).Count);
        // Bought again, it has its past.
        var again = await rig.Grains.SendingNumbers().AddAsync(draft);
        Assert.Equal(["added", "removed", "added"], again.Number!.History.Select(change => change.What));
    }

    [Fact]
    public async Task A_suspension_holds_from_the_first_moment_of_a_new_process()
    {
        await using var rig = await RulesRig.StartAsync(("SendingNumbers:0:Number", "78745"), ("Campaigns:WaveSize", "10"));
        var list = await rig.ListAsync(RulesRig.Phones(212, 20));
        await PatchAsync(rig, "78745", new NumberPatch { Status = NumberStatus.Suspended, Reason = "complaints" });
        await rig.RestartAsync();
        var campaign = await rig.SendAsync(list, Unhurried);
        await rig.SentAsync(campaign);
        Assert.Empty(rig.Carrier.Submitted);
    }

    [Fact]
    public async Task A_provider_that_wants_fewer_slows_that_number_and_no_other()
    {
        await using var rig = await RulesRig.StartAsync(
            ("SendingNumbers:0:Number", "+18885550100"), ("SendingNumbers:0:Countries", "US"), ("SendingNumbers:0:SegmentsPerSecond", "1000"),
            ("SendingNumbers:1:Number", "+18885550101"), ("SendingNumbers:1:Countries", "CA"));
        var accept = rig.Carrier.OnSubmit;
        var refusals = 0;
        rig.Carrier.OnSubmit = message => message.From == "+18885550100" && Interlocked.Increment(ref refusals) <= 3
            ? SubmitReply.Throttled("20429", "Too Many Requests", TimeSpan.FromSeconds(2))
            : accept(message);
        var slow = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 40)), Unhurried);
        var seen = await SiloRig.UntilAsync(
            async () => (await rig.Grains.SendingNumbers().GetAsync("+18885550100"))!, number => number.Pace is { Slowed: true, ThrottledAt: not null });
        Assert.InRange(seen.Pace.SegmentsPerSecond, 1, 999);
        Assert.NotNull(seen.Record.SlowedTo);

        // Everybody in Canada has theirs while the other number pauses.
        var began = System.Diagnostics.Stopwatch.StartNew();
        await rig.SentAsync(await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(416, 40)), Unhurried));
        Assert.InRange(began.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.False((await rig.Grains.SendingNumbers().GetAsync("+18885550101"))!.Pace.Slowed);

        await rig.SentAsync(slow);
        var audit = await rig.UntilAsync(slow, audit => audit.Recounted.Relayed == 40);
        Assert.Empty(audit.Differences);
        Assert.Equal(40, rig.Carrier.Submitted.Where(message => message.From == "+18885550100").Select(message => message.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task What_was_turned_away_and_goes_out_from_another_number_is_booked_there(string database)
    {
        (string, string)[] settings = [("SendingNumbers:0:Number", "78745"), ("SendingNumbers:1:Number", "+12025550199")];
        if (database == "PostgreSQL") settings = [.. settings, ("Cluster:ConnectionString", await (await PostgresServer.SharedAsync()).CreateDatabaseAsync())];
        await using var rig = await RulesRig.StartAsync(settings);
        var accept = rig.Carrier.OnSubmit;
        rig.Carrier.OnSubmit = message => message.From == "78745" ? SubmitReply.Throttled("20003", "Authenticate") : accept(message);
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 3)), Unhurried);
        await SiloRig.UntilAsync(() => Task.FromResult(rig.Carrier.Submitted.Select(message => message.To).Distinct().Count()), tried => tried == 3);
        Assert.All(rig.Carrier.Submitted, message => Assert.Equal("78745", message.From));

        await PatchAsync(rig, "78745", new NumberPatch { Status = NumberStatus.Suspended, Reason = "the account is closed" });
        await KnownAsync(rig, "78745", number => number is { Verified: false });
        await rig.SentAsync(campaign);
        Assert.Empty((await rig.UntilAsync(campaign, audit => audit.Recounted.Relayed == 3)).Differences);
        foreach (var message in rig.Carrier.Submitted.Where(message => message.From == "+12025550199"))
        {
            var trace = (await rig.Grains.Message(message.Id).GetTraceAsync())!;
            Assert.Equal(("+12025550199", message.Body), (trace.From, trace.Body));
        }
    }

    [Fact]
    public async Task What_never_arrived_waits_for_its_number_however_long_that_takes_and_goes_again_once()
    {
        await using var rig = await RulesRig.StartAsync(("SendingNumbers:0:Number", "78745"), ("SendingNumbers:0:SegmentsPerSecond", "0.5"));
        var accept = rig.Carrier.OnSubmit;
        rig.Carrier.OnSubmit = _ => SubmitReply.Unknown(null, "no answer in time");
        // Eight parts: the number is busy with them for 16 seconds, and nobody's turn lasts so long.
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 1)), definition => Unhurried(definition) with
        {
            ResendUnarrived = true,
            Content = new MessageContent { Body = new string('x', 1_200), Options = new RenderOptions { AddOrgPrefix = false } },
        });
        await rig.SentAsync(campaign);
        rig.Carrier.OnSubmit = accept;
        await rig.SweepAsync(SettleStage.Prove, TimeSpan.FromMinutes(16));
        Assert.Single(rig.Carrier.Submitted);

        await SiloRig.UntilAsync(
            async () =>
            {
                rig.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await rig.Grains.Campaign(campaign).AuditAsync())!;
            },
            audit => audit is { Recounted: { Relayed: 1, SubmitUnknown: 0 }, Differences: [] });
        Assert.Equal(2, rig.Carrier.Submitted.Count);
    }

    [Fact]
    public async Task A_number_without_a_rate_gets_one_when_its_provider_wants_fewer()
    {
        await using var rig = await RulesRig.StartAsync(("SendingNumbers:0:Number", "78745"));
        var accept = rig.Carrier.OnSubmit;
        var submits = 0;
        rig.Carrier.OnSubmit = message => Interlocked.Increment(ref submits) is var n && n <= 200 && n % 4 == 0 ? SubmitReply.Throttled("20429", "Too Many Requests") : accept(message);
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 300)), Unhurried);
        await SiloRig.UntilAsync(async () => (await rig.Grains.SendingNumbers().GetAsync("78745"))!.Pace, pace => pace is { Slowed: true, SegmentsPerSecond: > 0 });
        await rig.SentAsync(campaign);
        Assert.Equal(300, (await rig.UntilAsync(campaign, audit => audit.Recounted.Relayed == 300)).Recounted.Relayed);
    }

    [Fact]
    public async Task An_answer_comes_from_the_number_that_was_texted_as_long_as_it_may_send()
    {
        await using var rig = await RulesRig.StartAsync(
            ("SendingNumbers:0:Number", "78745"), ("SendingNumbers:1:Number", "+12025550199"), ("SendingNumbers:2:Number", "Acme"));
        Assert.Equal("+12025550199", await AnsweredFromAsync(rig, "1", "+12025550199"));
        await PatchAsync(rig, "+12025550199", new NumberPatch { Status = NumberStatus.Suspended, Reason = "complaints" });
        await KnownAsync(rig, "+12025550199", number => number is { Verified: false });
        Assert.Equal("78745", await AnsweredFromAsync(rig, "2", "+12025550199"));
        // One that is not in the register has brought the text all the same.
        Assert.Equal("+12025550177", await AnsweredFromAsync(rig, "3", "+12025550177"));
    }

    [Fact]
    public async Task Among_equals_a_campaign_uses_the_number_the_person_wrote_to()
    {
        await using var rig = await RulesRig.StartAsync(("SendingNumbers:0:Number", "+12025550198"), ("SendingNumbers:1:Number", "+12025550199"));
        var list = await rig.ListAsync(RulesRig.Phones(212, 6));
        var person = await rig.PersonAsync("+12125550103");
        await HearAsync(rig, person, "1", "+12025550198", "what time do you open");
        await rig.SentAsync(await rig.SendAsync(list, Unhurried));
        var last = rig.Carrier.Submitted.ToList();
        Assert.Equal("+12025550198", last.Single(message => message.To == "+12125550103").From);
        Assert.Equal(2, last.Select(message => message.From).Distinct().Count());
    }

    private static CampaignDefinition Unhurried(CampaignDefinition definition) => definition with { UseSmartSending = false };

    private static async Task PatchAsync(RulesRig rig, string number, NumberPatch patch) =>
        Assert.Equal(NumberVerdict.Written, (await rig.Grains.SendingNumbers().PatchAsync(number, patch)).Verdict);

    private static Task<SendingNumber?> KnownAsync(RulesRig rig, string number, Func<SendingNumber?, bool> good) =>
        SiloRig.UntilAsync(() => Task.FromResult(rig.Numbers.All.FirstOrDefault(known => known.Number == number)), good);

    private static async Task<string> AnsweredFromAsync(RulesRig rig, string id, string to)
    {
        var before = rig.Carrier.Submitted.Count;
        var list = await rig.ListAsync($"+1212555020{id}");
        await HearAsync(rig, await rig.PersonAsync($"+1212555020{id}"), id, to, "HELP");
        await SiloRig.UntilAsync(() => Task.FromResult(rig.Carrier.Submitted.Count), count => count > before);
        Assert.NotEqual(default, list);
        return rig.Carrier.Submitted.Last().From;
    }

    private static Task<InboundVerdict> HearAsync(RulesRig rig, SubscriberId person, string id, string to, string body) => rig.Grains.Subscriber(person).HearAsync(new InboundText
    {
        Carrier = "sandbox",
        ProviderId = "SM" + id,
        From = "+12125550200",
        Country = "US",
        To = to,
        Body = body,
        ArrivedAt = rig.Clock.GetUtcNow(),
    });
}
