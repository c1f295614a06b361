using System.Collections.Concurrent;

namespace Sms.Tests;

/// <summary>Campaigns by local time, by the hour, paused, and with variations, in a silo as it is composed.</summary>
public sealed class CampaignStrategyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Everybody_is_texted_at_the_hour_of_their_own_clock_and_waits_as_a_row_until_then()
    {
        await using var rig = await RulesRig.StartAsync(("Campaigns:WaveSize", "10"));
        var list = await rig.ListAsync(RulesRig.Phones(212, 25).Concat(RulesRig.Phones(310, 15)));
        var day = rig.Clock.GetUtcNow().UtcDateTime.Date.AddDays(3);
        var at = new DateTimeOffset(day.AddHours(10), TimeSpan.Zero);
        var campaign = await rig.SendAsync(list, definition => definition.With(new SendStrategy { At = at, IsLocal = true }));
        Assert.Equal(CampaignStatus.Scheduled, await StatusAsync(rig, campaign));

        GoTo(rig, at - SendStrategy.Earliest + Second);
        var waiting = await UntilAsync(rig, campaign, audit => audit.Reasons.Any(reason => reason is { Deferred: true, Count: 40 }));
        Assert.Equal(SkipReason.LocalTime, Assert.Single(waiting.Reasons).Reason);
        Assert.Empty(rig.Carrier.Submitted);

        await rig.RestartAsync();
        GoTo(rig, WallClock.Shows(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), at.DateTime) + Second);
        await UntilAsync(rig, campaign, audit => audit.Recounted.Relayed == 25);
        Assert.All(rig.Carrier.Submitted, message => Assert.StartsWith("+1212", message.To, StringComparison.Ordinal));

        GoTo(rig, WallClock.Shows(TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"), at.DateTime) + Second);
        await SentAsync(rig, campaign);
        await AssertEachOnceAsync(rig, campaign, 40);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whose_hour_is_over_when_the_campaign_is_sent_is_skipped_or_gets_it_now(bool pastNow)
    {
        await using var rig = await RulesRig.StartAsync();
        rig.GoTo("America/New_York", 12);
        var list = await rig.ListAsync(RulesRig.Phones(212, 6).Concat(RulesRig.Phones(310, 4)));
        var today = TimeZoneInfo.ConvertTime(rig.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).Date;
        // Ten in New York was two hours ago, and in California it is in one.
        var campaign = await rig.SendAsync(list, definition => definition.With(
            new SendStrategy { At = new DateTimeOffset(today.AddHours(10), TimeSpan.Zero), IsLocal = true, PastRecipientsNow = pastNow }));
        var first = await UntilAsync(rig, campaign, audit => audit.Recounted.Deferred == 4 && audit.Reasons.Any(reason => reason is { Deferred: true, Count: 4 }));
        Assert.Equal(pastNow ? (0, 6) : (6, 0), ((int)first.Recounted.Skipped, (int)first.Recounted.Submitted));

        rig.Clock.Advance(TimeSpan.FromHours(1));
        await SentAsync(rig, campaign);
        var last = await UntilAsync(rig, campaign, audit => audit.Recounted.Deferred == 0);
        Assert.Empty(last.Differences);
        Assert.Equal(pastNow ? 10 : 4, rig.Carrier.Submitted.Count);
        ReasonCount[] why = pastNow ? [] : [new ReasonCount(false, SkipReason.LocalTimePassed, 6)];
        Assert.Equal(why, last.Reasons);
    }

    [Fact]
    public async Task A_throttled_campaign_offers_its_share_an_hour_whatever_process_is_there()
    {
        const int People = 50, Share = 12, WavesOfShare = 3, Waves = 13;
        await using var rig = await RulesRig.StartAsync(("Campaigns:WaveSize", "5"));
        var times = new ConcurrentQueue<DateTimeOffset>();
        var clock = rig.Clock;
        rig.Carrier.BeforeAnswer = (_, _) =>
        {
            times.Enqueue(clock.GetUtcNow());
            return Task.CompletedTask;
        };
        var campaign = await rig.SendAsync(
            await rig.ListAsync(RulesRig.Phones(212, People)),
            definition => definition.With(new SendStrategy { At = rig.Clock.GetUtcNow().AddMinutes(-1), ThrottlePercentage = 25 }));
        for (var hour = 1; ; hour++)
        {
            await UntilAsync(rig, campaign, audit => audit.Recounted.Relayed == Math.Min(People, Share * hour));
            if (hour == 2) await rig.RestartAsync();
            // An hour counts from the end of a share: its messages may be out before its waves have said that they are through.
            await OfferedAsync(rig, campaign, Math.Min(Waves, WavesOfShare * hour));
            if (rig.Carrier.Submitted.Count == People) break;
            rig.Clock.Advance(TimeSpan.FromMinutes(40));
            await LookAsync(rig, campaign);
            Assert.True(rig.Carrier.Submitted.Count <= Share * hour, $"{rig.Carrier.Submitted.Count} in hour {hour}");
            rig.Clock.Advance(TimeSpan.FromMinutes(21));
        }

        await SentAsync(rig, campaign);
        await AssertEachOnceAsync(rig, campaign, People);
        var sorted = times.Order().ToArray();
        for (var i = Share; i < sorted.Length; i++) Assert.True(sorted[i] - sorted[i - Share] >= TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Who_is_put_off_counts_when_they_come_again()
    {
        await using var rig = await RulesRig.StartAsync(("Campaigns:WaveSize", "5"), ("Sending:QuietHours:Campaigns", "Enforce"));
        rig.GoTo("America/New_York", 4);
        var campaign = await rig.SendAsync(
            await rig.ListAsync(RulesRig.Phones(212, 40)),
            definition => definition.With(new SendStrategy { At = rig.Clock.GetUtcNow().AddMinutes(-1), ThrottlePercentage = 25 }));
        // At four, at five, at six: ten each are put off until eight. Time passes every few looks: a share counts from its end, and each may end a little after it could.
        var looks = 0;
        await UntilAsync(rig, campaign, audit =>
        {
            var put = audit.Reasons.Sum(reason => reason.Count);
            Assert.InRange(put, 0, 10 * (1 + (looks / 10 * 21 / 60)));
            if (++looks % 10 == 0) rig.Clock.Advance(TimeSpan.FromMinutes(21));
            return put == 30;
        });

        rig.GoTo("America/New_York", 8);
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        await LookAsync(rig, campaign);
        // An hour passes every few looks; a share that is still being sent then counts from its end.
        var texted = 0;
        await UntilAsync(rig, campaign, audit =>
        {
            if (++looks % 10 == 0)
            {
                Assert.InRange(rig.Carrier.Submitted.Count - texted, 0, 10);
                texted = rig.Carrier.Submitted.Count;
                rig.Clock.Advance(TimeSpan.FromMinutes(61));
            }

            return audit.Recounted.Relayed == 40;
        });
        await SentAsync(rig, campaign);
        await AssertEachOnceAsync(rig, campaign, 40);
    }

    [Fact]
    public async Task A_paused_campaign_offers_nothing_more_and_goes_on_where_it_was_in_another_process()
    {
        const int People = 300;
        await using var rig = await RulesRig.StartAsync(("Campaigns:WaveSize", "20"), ("Campaigns:OffersInFlight", "4"), ("Campaigns:WavesInFlight", "3"));
        var gate = new TaskCompletionSource();
        rig.Carrier.BeforeAnswer = (_, _) => rig.Carrier.Submitted.Count > 60 ? gate.Task : Task.CompletedTask;
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, People)));
        await SiloRig.UntilAsync(() => Task.FromResult(rig.Carrier.Submitted.Count), count => count > 60);

        var paused = await rig.Grains.Campaign(campaign).PauseAsync();
        Assert.Equal((CampaignVerdict.Done, CampaignStatus.Paused), (paused.Verdict, paused.Campaign!.Status));
        gate.SetResult();
        // A process that ends waits for what its waves have under way.
        await rig.RestartAsync();
        var at = rig.Carrier.Submitted.Count;
        // What was being submitted ended, and no more than that.
        Assert.InRange(at, 61, 60 + (3 * 4));
        await UntilAsync(rig, campaign, audit => audit.Recounted.Submitted == at && audit.Recounted.Relayed == at);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await rig.Grains.Campaign(campaign).ContinueAsync());
        Assert.Equal(CampaignStatus.Paused, await StatusAsync(rig, campaign));
        Assert.Equal(CampaignVerdict.Done, (await rig.Grains.Campaign(campaign).PauseAsync()).Verdict);
        Assert.Equal(CampaignVerdict.AlreadySent, (await rig.Grains.Campaign(campaign).SendAsync()).Verdict);
        Assert.Equal(at, rig.Carrier.Submitted.Count);

        Assert.Equal(CampaignVerdict.Done, (await rig.Grains.Campaign(campaign).ResumeAsync()).Verdict);
        await SentAsync(rig, campaign);
        await AssertEachOnceAsync(rig, campaign, People);
    }

    [Fact]
    public async Task Time_in_which_nobody_is_offered_anything_leaves_nobody_out()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Campaigns", "Enforce"), ("Campaigns:WaitFor", "10:00:00"));
        rig.GoTo("America/New_York", 23);
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 5)));
        await UntilAsync(rig, campaign, audit => audit.Reasons.Any(reason => reason is { Deferred: true, Count: 5 }));
        await rig.Grains.Campaign(campaign).PauseAsync();
        rig.Clock.Advance(TimeSpan.FromHours(24));
        await rig.Grains.Campaign(campaign).ResumeAsync();
        await UntilAsync(rig, campaign, audit => audit.Reasons.Any(reason => reason is { Deferred: true, Count: 5 }));
        rig.GoTo("America/New_York", 8);
        await SentAsync(rig, campaign);
        await AssertEachOnceAsync(rig, campaign, 5);
    }

    [Fact]
    public async Task A_scheduled_campaign_is_put_to_another_time_and_back_to_a_draft()
    {
        await using var rig = await RulesRig.StartAsync();
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 5)), definition => definition with { SendAt = rig.Clock.GetUtcNow().AddDays(2) });
        var grain = rig.Grains.Campaign(campaign);
        Assert.Equal(CampaignVerdict.NotSending, (await grain.PauseAsync()).Verdict);
        Assert.Equal(CampaignVerdict.Done, (await grain.RescheduleAsync(new SendStrategy { At = rig.Clock.GetUtcNow().AddDays(5) })).Verdict);
        rig.Clock.Advance(TimeSpan.FromDays(3));
        Assert.True(await grain.ContinueAsync() > TimeSpan.FromDays(1));
        Assert.Equal(CampaignVerdict.Done, (await grain.RevertAsync()).Verdict);
        Assert.Equal(CampaignVerdict.NotScheduled, (await grain.RescheduleAsync(new SendStrategy())).Verdict);
        Assert.Equal(CampaignVerdict.Done, (await grain.SendAsync()).Verdict);
        // Sooner than it was: now.
        Assert.Equal(CampaignVerdict.Done, (await grain.RescheduleAsync(new SendStrategy())).Verdict);
        await SentAsync(rig, campaign);
        Assert.Equal(CampaignVerdict.Finished, (await grain.PauseAsync()).Verdict);
        await AssertEachOnceAsync(rig, campaign, 5);
    }

    [Fact]
    public async Task The_variation_that_more_people_received_goes_to_the_rest_and_a_restart_changes_nobody_s_text()
    {
        const int People = 100, Tried = 20;
        await using var rig = await RulesRig.StartAsync(("Campaigns:WaveSize", "15"));
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, People)), definition => Two(definition) with
        {
            Test = new VariationTest(20, TimeSpan.FromMinutes(30)),
        });
        await SiloRig.UntilAsync(async () => (await rig.Grains.Campaign(campaign).GetAsync())!.TestEndsAt, ends => ends is not null);
        Assert.Equal(Tried, rig.Carrier.Submitted.Count);
        Assert.Equal((10, 10), (Bodies(rig, "A"), Bodies(rig, "B")));
        foreach (var same in rig.Carrier.Submitted.GroupBy(message => message.Body).ToList())
            foreach (var (message, i) in same.Select((message, i) => (message, i)))
                await ReceiveAsync(rig, message, same.Key == "B" || i < 5 ? DeliveryStatus.Delivered : DeliveryStatus.Failed);

        await rig.RestartAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull(await rig.Grains.Campaign(campaign).ContinueAsync());
        Assert.Equal(Tried, rig.Carrier.Submitted.Count);
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await SentAsync(rig, campaign);

        var sent = (await rig.Grains.Campaign(campaign).GetAsync())!;
        Assert.Equal((1, WinnerRule.ReceivedRate), (sent.Winner, sent.WonBy));
        Assert.Equal((10, 90), (Bodies(rig, "A"), Bodies(rig, "B")));
        Assert.All(rig.Carrier.Submitted, message => Assert.Equal(sent.ContentOf(message.Id.Ordinal).Body, message.Body));
        var audit = await AssertEachOnceAsync(rig, campaign, People);
        var told = await rig.Grains.Campaign(campaign).GetVariationsAsync();
        Assert.Equal([10, 90], told.Select(one => (int)one.Totals.Targeted));
        Assert.Equal([10, 90], told.Select(one => (int)one.Totals.Relayed));
        Assert.Equal(
            (audit.Recounted.Submitted, audit.Recounted.Received, audit.Recounted.Failed),
            (told.Sum(one => one.Totals.Submitted), told.Sum(one => one.Totals.Received), told.Sum(one => one.Totals.Failed)));
        Assert.Equal(10, told[1].Totals.Received);
    }

    [Fact]
    public async Task Without_receipts_the_first_wins_and_without_a_test_everybody_gets_one_by_weight()
    {
        await using var rig = await RulesRig.StartAsync();
        var list = await rig.ListAsync(RulesRig.Phones(212, 40));
        var silent = await rig.SendAsync(list, definition => Two(definition) with { Test = new VariationTest(50, TimeSpan.FromMinutes(30)) });
        await SiloRig.UntilAsync(async () => (await rig.Grains.Campaign(silent).GetAsync())!.TestEndsAt, ends => ends is not null);
        rig.Clock.Advance(TimeSpan.FromMinutes(31));
        await SentAsync(rig, silent);
        Assert.Equal(WinnerRule.NoReceipts, (await rig.Grains.Campaign(silent).GetAsync())!.WonBy);
        Assert.Equal((30, 10), (Bodies(rig, "A"), Bodies(rig, "B")));

        rig.Carrier.Submitted.Clear();
        var weighed = await rig.SendAsync(list, definition => Two(definition, 3));
        await SentAsync(rig, weighed);
        Assert.Equal((30, 10), (Bodies(rig, "A"), Bodies(rig, "B")));
    }

    private static CampaignDefinition Two(CampaignDefinition definition, int weight = 1) => definition with
    {
        UseSmartSending = false,
        Content = Plain("A"),
        Variations = [new CampaignVariation("", null, Plain("A"), weight), new CampaignVariation("", null, Plain("B"), 1)],
    };

    private static MessageContent Plain(string body) => new() { Body = body, Options = new RenderOptions { AddOrgPrefix = false, AddInfoLink = false, ShortenLinks = false } };

    private static int Bodies(RulesRig rig, string body) => rig.Carrier.Submitted.Count(message => message.Body == body);

    private static void GoTo(RulesRig rig, DateTimeOffset time) => rig.Clock.Advance(time - rig.Clock.GetUtcNow());

    /// <summary>Looks after the campaign as the agenda does: whose own item may have been put off by an hour that passed while it was being put off.</summary>
    private static Task<CampaignAudit> UntilAsync(RulesRig rig, CampaignId campaign, Func<CampaignAudit, bool> good) => SiloRig.UntilAsync(
        async () =>
        {
            await LookAsync(rig, campaign);
            return (await rig.Grains.Campaign(campaign).AuditAsync())!;
        },
        good);

    private static Task<CampaignStatus> SentAsync(RulesRig rig, CampaignId campaign) => SiloRig.UntilAsync(
        async () =>
        {
            await LookAsync(rig, campaign);
            return await StatusAsync(rig, campaign);
        },
        status => status == CampaignStatus.Sent);

    private static Task<int> OfferedAsync(RulesRig rig, CampaignId campaign, int waves) => SiloRig.UntilAsync(
        async () =>
        {
            await LookAsync(rig, campaign);
            return (await rig.Grains.Campaign(campaign).GetState()).WavesDone;
        },
        done => done == waves);

    private static async Task<CampaignStatus> StatusAsync(RulesRig rig, CampaignId campaign) => (await rig.Grains.Campaign(campaign).GetAsync())!.Status;

    private static Task<TimeSpan?> LookAsync(RulesRig rig, CampaignId campaign) => rig.Grains.Campaign(campaign).ContinueAsync();

    private static Task<ReceiptOutcome> ReceiveAsync(RulesRig rig, CarrierMessage message, DeliveryStatus status) => rig.Grains.Message(message.Id).RecordAsync(new DeliveryReceipt
    {
        Carrier = "sandbox",
        ProviderId = rig.Carrier.Records.Single(record => record.Value.To == message.To).Key,
        Status = status,
        VendorStatus = status.ToString(),
        Raw = "",
        ArrivedAt = rig.Clock.GetUtcNow(),
    });

    private static async Task<CampaignAudit> AssertEachOnceAsync(RulesRig rig, CampaignId campaign, int people)
    {
        var audit = await UntilAsync(rig, campaign, audit => audit.Recounted.Relayed == people);
        Assert.Empty(audit.Differences);
        Assert.Equal((people, people), (rig.Carrier.Submitted.Count, rig.Carrier.Submitted.Select(message => message.To).Distinct().Count()));
        return audit;
    }
}
