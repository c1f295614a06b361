using System.Collections.Concurrent;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>Campaigns whose people sleep, were texted lately, or have had their share.</summary>
public sealed class SendingRulesTests
{
    [Fact]
    public async Task Who_sleeps_is_texted_in_the_morning_and_the_books_add_up_throughout()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Campaigns", "Enforce"), ("Campaigns:WaveSize", "10"));
        // 20:30 in California is 23:30 in New York.
        rig.GoTo("America/Los_Angeles", 20);
        var list = await rig.ListAsync(RulesRig.Phones(212, 25).Concat(RulesRig.Phones(310, 15)));
        var campaign = await rig.SendAsync(list);

        var evening = await rig.UntilAsync(campaign, audit => audit.Recounted.Relayed == 15 && audit.Reasons.Any(reason => reason.Count == 25));
        Assert.Equal((40, 25, 0), ((int)evening.Recounted.Targeted, (int)evening.Recounted.Deferred, (int)evening.Recounted.Skipped));
        Assert.Equal(new ReasonCount(true, SkipReason.QuietHours, 25), Assert.Single(evening.Reasons));
        Assert.Equal(CampaignStatus.Sending, (await rig.Grains.Campaign(campaign).GetAsync())!.Status);
        Assert.All(rig.Carrier.Submitted, message => Assert.StartsWith("+1310", message.To, StringComparison.Ordinal));
        // The provider is not to deliver after 21:00 there.
        Assert.All(rig.Carrier.Submitted, message => Assert.InRange(message.Validity!.Value, TimeSpan.FromMinutes(58), TimeSpan.FromHours(1)));

        rig.GoTo("America/New_York", 8);
        await rig.SentAsync(campaign);
        var morning = await rig.UntilAsync(campaign, audit => audit.Recounted.Relayed == 40);
        Assert.Equal((0, 0), ((int)morning.Recounted.Deferred, morning.Reasons.Count));
        Assert.Empty(morning.Differences);
        Assert.Equal(40, rig.Carrier.Submitted.Select(message => message.Id).Distinct().Count());
        Assert.Equal(40, rig.Carrier.Submitted.Count);

        var decisions = await rig.DecisionsAsync(await rig.PersonAsync("+12125550100"));
        Assert.Equal([DecisionVerdict.Sent, DecisionVerdict.Deferred], decisions.Select(decision => decision.Verdict));
        Assert.Equal(decisions[0].Message, decisions[1].Message);
        Assert.False(decisions[1].Waiting);
        Assert.Contains("America/New_York", decisions[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cannot_be_texted_within_the_campaign_s_time_is_skipped_with_the_reason()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Campaigns", "Enforce"), ("Campaigns:WaitFor", "04:00:00"));
        rig.GoTo("America/New_York", 23);
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 5)));
        await rig.SentAsync(campaign);
        var audit = await rig.UntilAsync(campaign, audit => audit.Recounted.Skipped == 5);
        Assert.Equal(new ReasonCount(false, SkipReason.CampaignTimedOut, 5), Assert.Single(audit.Reasons));
        Assert.Empty(rig.Carrier.Submitted);
    }

    [Fact]
    public async Task Who_waits_is_taken_up_by_the_process_that_is_there_in_the_morning_and_texted_once()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Campaigns", "Enforce"), ("Campaigns:WaveSize", "7"));
        rig.GoTo("America/New_York", 23);
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 20)));
        await rig.UntilAsync(campaign, audit => audit.Reasons.Any(reason => reason is { Deferred: true, Count: 20 }));

        // Once more at night: everybody is still put off, and known to be.
        await rig.RestartAsync();
        Assert.Equal(CampaignStatus.Sending, (await rig.Grains.Campaign(campaign).GetAsync())!.Status);
        Assert.True(await rig.Grains.Campaign(campaign).ContinueAsync() > TimeSpan.FromHours(8));
        Assert.Equal(20, (await rig.Grains.Campaign(campaign).AuditAsync())!.Recounted.Deferred);
        Assert.Empty(rig.Carrier.Submitted);

        rig.GoTo("America/New_York", 8);
        await rig.UntilAsync(campaign, audit => audit.Recounted.Submitted > 0);
        await rig.RestartAsync();
        await rig.SentAsync(campaign);
        await rig.UntilAsync(campaign, audit => audit is { Recounted: { Relayed: 20, Deferred: 0 }, Differences: [] });
        Assert.Equal(20, rig.Carrier.Submitted.Select(message => message.To).Distinct().Count());
        Assert.Equal(20, rig.Carrier.Submitted.Count);
    }

    [Fact]
    public async Task What_never_arrived_in_the_evening_goes_again_in_the_morning_once_whatever_process_is_there()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Campaigns", "Enforce"));
        var accept = rig.Carrier.OnSubmit;
        rig.GoTo("America/New_York", 20);
        rig.Clock.Advance(TimeSpan.FromMinutes(50));
        rig.Carrier.OnSubmit = _ => SubmitReply.Unknown(null, "no answer in time");
        var campaign = await rig.SendAsync(await rig.ListAsync("+12125550100"), definition => definition with { ResendUnarrived = true });
        await rig.SentAsync(campaign);
        rig.Carrier.OnSubmit = accept;
        await rig.SweepAsync(SettleStage.Prove, TimeSpan.FromMinutes(16));
        await rig.SweepAsync(SettleStage.Prove, TimeSpan.FromMinutes(16));
        Assert.Single(rig.Carrier.Submitted);

        await rig.RestartAsync();
        rig.GoTo("America/New_York", 8);
        await rig.UntilAsync(campaign, audit => audit is { Recounted: { Relayed: 1, SubmitUnknown: 0 }, Differences: [] });
        await rig.SweepAsync(SettleStage.Prove, TimeSpan.FromMinutes(16));
        Assert.Equal(2, rig.Carrier.Submitted.Count);
        Assert.Equal([Metric.Submitting, Metric.SubmitUnknown, Metric.Resubmitting, Metric.RelayedSms], (await rig.TraceAsync(campaign)).Events.Select(e => e.Metric));
    }

    [Fact]
    public async Task What_turns_up_over_night_is_not_sent_again_in_the_morning()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Campaigns", "Enforce"));
        rig.GoTo("America/New_York", 20);
        rig.Clock.Advance(TimeSpan.FromMinutes(50));
        rig.Carrier.OnSubmit = _ => SubmitReply.Unknown(null, "no answer in time");
        var campaign = await rig.SendAsync(await rig.ListAsync("+12125550100"), definition => definition with { ResendUnarrived = true });
        await rig.SentAsync(campaign);
        await rig.SweepAsync(SettleStage.LookUp, TimeSpan.FromMinutes(16));
        await rig.SweepAsync(SettleStage.Prove);

        // The provider's list was far behind.
        rig.Carrier.Accept(Assert.Single(rig.Carrier.Submitted), rig.Clock.GetUtcNow() - TimeSpan.FromMinutes(16));
        rig.GoTo("America/New_York", 8);
        await rig.UntilAsync(campaign, audit => audit is { Recounted: { Relayed: 1, SubmitUnknown: 0 }, Differences: [] });
        Assert.Single(rig.Carrier.Submitted);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Who_says_STOP_after_the_provider_turned_the_text_away_has_it_refused_with_the_reason_and_the_books_add_up(string database)
    {
        const string Stops = "+12125550100", Stays = "+12125550101";
        await using var rig = await RulesRig.StartAsync(
            database == "PostgreSQL" ? [("Cluster:ConnectionString", await (await PostgresServer.SharedAsync()).CreateDatabaseAsync())] : []);
        var accept = rig.Carrier.OnSubmit;
        rig.Carrier.OnSubmit = _ => SubmitReply.Throttled("20003", "Authenticate");
        var campaign = await rig.SendAsync(await rig.ListAsync(Stops, Stays));
        await SiloRig.UntilAsync(() => Task.FromResult(rig.Carrier.Submitted.Select(message => message.To).Distinct().Count()), tried => tried == 2);
        var person = await rig.PersonAsync(Stops);
        Assert.Equal(InboundVerdict.Heard, await rig.Grains.Subscriber(person).HearAsync(new InboundText
        {
            Carrier = "sandbox",
            ProviderId = "SM1",
            From = Stops,
            Country = "US",
            To = "78745",
            Body = "STOP",
            ArrivedAt = rig.Clock.GetUtcNow(),
        }));

        var taken = new ConcurrentQueue<string>();
        rig.Carrier.OnSubmit = message =>
        {
            if (message.Body.StartsWith("20% off", StringComparison.Ordinal)) taken.Enqueue(message.To);
            return accept(message);
        };
        await rig.SentAsync(campaign);
        var audit = await rig.UntilAsync(campaign, audit => audit.Recounted.Relayed == 1);
        var t = audit.Recounted;
        Assert.Empty(audit.Differences);
        Assert.Equal((2, 2, 1, 1, 0, 0), (t.Targeted, t.Submitted, t.Relayed, t.Refused, t.SubmitUnknown, t.Skipped));
        Assert.Equal([Stays], taken);

        var decision = Assert.Single(await rig.DecisionsAsync(person), one => one.Source == SourceId.Of(campaign));
        Assert.Equal((DecisionVerdict.Refused, SkipReason.Unsubscribed), (decision.Verdict, decision.Reason));
        var trace = (await rig.Grains.Message(decision.Message).GetTraceAsync())!;
        Assert.Equal((MessageStatus.Failed, "Unsubscribed"), (trace.Status, trace.SkipReason));
        Assert.Equal([(Metric.Submitting, null), (Metric.RefusedSms, "Unsubscribed")], trace.Steps.Select(step => (step.Metric!.Value, step.Reason)));
    }

    [Fact]
    public async Task A_cancelled_campaign_texts_nobody_who_waited()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Campaigns", "Enforce"));
        rig.GoTo("America/New_York", 22);
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 5)));
        await rig.UntilAsync(campaign, audit => audit.Reasons.Any(reason => reason is { Deferred: true, Count: 5 }));
        await rig.Grains.Campaign(campaign).CancelAsync();
        rig.GoTo("America/New_York", 9);
        Assert.Null(await rig.Grains.Campaign(campaign).ContinueAsync());
        Assert.Empty(rig.Carrier.Submitted);
        Assert.Equal(5, (await rig.Grains.Campaign(campaign).AuditAsync())!.Recounted.Deferred);
    }

    [Fact]
    public async Task Hours_that_only_warn_hold_nobody_up()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Campaigns", "Warn"));
        rig.GoTo("America/New_York", 23);
        var campaign = await rig.SendAsync(await rig.ListAsync(RulesRig.Phones(212, 3)));
        await rig.SentAsync(campaign);
        Assert.Equal(3, rig.Carrier.Submitted.Count);
        Assert.All(rig.Carrier.Submitted, message => Assert.Null(message.Validity));
    }

    [Fact]
    public async Task Of_two_campaigns_that_race_for_the_same_people_each_person_gets_one()
    {
        await using var rig = await RulesRig.StartAsync();
        var list = await rig.ListAsync(RulesRig.Phones(212, 60).Concat(RulesRig.Phones(310, 60)));
        var campaigns = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.SendAsync(list)));
        foreach (var campaign in campaigns) await rig.SentAsync(campaign);

        Assert.Equal(120, rig.Carrier.Submitted.Count);
        Assert.Equal(120, rig.Carrier.Submitted.Select(message => message.To).Distinct().Count());
        var audits = await Task.WhenAll(campaigns.Select(campaign => rig.UntilAsync(campaign, audit => audit.Recounted.Deferred == 0)));
        Assert.Equal((120, 360), ((int)audits.Sum(audit => audit.Recounted.Submitted), (int)audits.Sum(audit => audit.Recounted.Skipped)));
        Assert.Equal(360, audits.SelectMany(audit => audit.Reasons).Where(reason => reason.Reason == SkipReason.SmartSending).Sum(reason => reason.Count));
    }

    [Fact]
    public async Task A_person_who_was_forgotten_in_memory_is_remembered_from_the_ledger()
    {
        await using var rig = await RulesRig.StartAsync();
        var list = await rig.ListAsync(RulesRig.Phones(212, 10));
        await rig.SentAsync(await rig.SendAsync(list));
        // Grains of people who were told of a delivery go; here all go.
        await rig.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        var second = await rig.SendAsync(list);
        await rig.SentAsync(second);
        Assert.Equal(10, rig.Carrier.Submitted.Count);
        var third = await rig.SendAsync(list, definition => definition with { UseSmartSending = false });
        await rig.SentAsync(third);
        Assert.Equal(20, rig.Carrier.Submitted.Count);

        rig.Clock.Advance(TimeSpan.FromHours(25));
        await rig.SentAsync(await rig.SendAsync(list));
        Assert.Equal(30, rig.Carrier.Submitted.Count);
    }

    [Fact]
    public async Task Six_texts_a_month_are_enough_and_the_seventh_waits_for_room_where_the_campaign_says_so()
    {
        await using var rig = await RulesRig.StartAsync(("Campaigns:WaitFor", "10.00:00:00"));
        var list = await rig.ListAsync(RulesRig.Phones(212, 4));
        for (var i = 0; i < 6; i++)
        {
            await rig.SentAsync(await rig.SendAsync(list));
            rig.Clock.Advance(TimeSpan.FromDays(4));
        }
        Assert.Equal(24, rig.Carrier.Submitted.Count);

        var skipped = await rig.SendAsync(list);
        await rig.SentAsync(skipped);
        Assert.Equal(new ReasonCount(false, SkipReason.FrequencyCap, 4), Assert.Single((await rig.Grains.Campaign(skipped).AuditAsync())!.Reasons));

        var deferred = await rig.SendAsync(list, definition => definition with { OverCap = OverCap.Defer });
        var waiting = await rig.UntilAsync(deferred, audit => audit.Reasons.Any(reason => reason is { Deferred: true, Count: 4 }));
        Assert.Equal(4, waiting.Recounted.Deferred);
        // The first of the six leaves the window.
        rig.Clock.Advance(TimeSpan.FromDays(6) + TimeSpan.FromMinutes(5));
        await rig.SentAsync(deferred);
        Assert.Equal(28, rig.Carrier.Submitted.Count);
    }
}
