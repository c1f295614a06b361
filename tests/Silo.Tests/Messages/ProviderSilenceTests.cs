namespace Sms.Tests;

/// <summary>What a look-up proves and what it does not, and a provider that cannot be asked.</summary>
public sealed class ProviderSilenceTests
{
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(16), HalfADay = TimeSpan.FromHours(12.5);

    private readonly ScriptedCarrier carrier = new();

    [Fact]
    public async Task A_text_nobody_accounts_for_proves_nothing_even_if_its_words_differ()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message =>
        {
            // Taken, with words of the provider's own making, and never answered.
            carrier.Accept(message with { Body = message.Body + " Reply STOP." }, rig.Clock.GetUtcNow());
            return SubmitReply.Unknown(null, "no answer in time");
        };
        var campaign = await rig.SendAsync(1, resend: true);
        await rig.SweepAsync(SettleStage.Prove, QuarterHour);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);

        Assert.Single(carrier.Submitted);
        Assert.Equal(MessageStatus.Unconfirmed, (await rig.TraceAsync(campaign)).Status);
    }

    [Fact]
    public async Task Another_campaigns_same_words_to_the_same_person_do_not_pass_for_this_ones()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow(), DeliveryStatus.Delivered);
        await rig.SendAsync(1);
        carrier.OnSubmit = _ => SubmitReply.Unknown(null, "no answer in time");
        var second = await rig.SendAsync(1);
        await rig.SweepAsync(SettleStage.LookUp, TimeSpan.FromMinutes(2));
        Assert.Equal(MessageStatus.SubmitUnknown, (await rig.TraceAsync(second)).Status);
    }

    [Fact]
    public async Task A_message_sent_again_keeps_its_words_and_its_number_and_is_accepted_once()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        var campaign = await rig.SendAsync(1, resend: true);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow(), DeliveryStatus.Delivered);
        await rig.SweepAsync(SettleStage.Prove, QuarterHour);
        await rig.SweepAsync(SettleStage.Prove, QuarterHour);

        Assert.Equal(2, carrier.Submitted.Count);
        Assert.Equal(carrier.Submitted.First(), carrier.Submitted.Last());
        Assert.Equal(
            [Metric.Submitting, Metric.SubmitUnknown, Metric.Resubmitting, Metric.RelayedSms], (await rig.TraceAsync(campaign)).Events.Select(e => e.Metric));
        await rig.AuditAsync(campaign);
    }

    [Fact]
    public async Task What_was_turned_away_waits_for_its_campaign_however_long_grains_sleep_and_ends_when_nobody_is_at_it()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = _ => SubmitReply.Throttled("20003", "Authenticate");
        var (kept, lost) = (await LaunchAsync(rig, "+12015550120"), await LaunchAsync(rig, "+12015550121"));
        await SiloRig.UntilAsync(() => Task.FromResult(carrier.Submitted.Select(message => message.To).Distinct().Count()), tried => tried == 2);
        foreach (var campaign in (CampaignId[])[kept, lost]) Assert.Equal(CampaignVerdict.Done, (await rig.Grains.Campaign(campaign).PauseAsync()).Verdict);
        await rig.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        Assert.Equal(CampaignVerdict.Done, (await rig.Grains.Campaign(kept).ResumeAsync()).Verdict);
        await SiloRig.UntilAsync(async () => (await rig.AuditAsync(kept)).Relayed, relayed => relayed == 1);
        Assert.Equal([Metric.Submitting, Metric.RelayedSms], (await rig.TraceAsync(kept)).Events.Select(e => e.Metric));

        // Half a day on, the other one is nobody's: it does not stay in flight for ever.
        Assert.Equal(CampaignVerdict.Done, (await rig.Grains.Campaign(lost).CancelAsync()).Verdict);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        Assert.Equal(MessageStatus.Unconfirmed, (await rig.TraceAsync(lost)).Status);
    }

    [Fact]
    public async Task A_provider_that_has_not_got_it_seconds_after_the_last_submit_proves_nothing()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        var message = (await rig.TraceAsync(await rig.SendAsync(1, resend: true))).Id;
        await rig.SweepAsync(SettleStage.Prove, QuarterHour);
        Assert.Equal(2, carrier.Submitted.Count);
        var order = new SettleOrder(SettleStage.Prove, carrier.Submitted.First().To);
        // The same page again, as after a crash.
        Assert.Equal(SettleVerdict.Pending, await rig.Grains.Message(message).SettleAsync(order));
        rig.Clock.Advance(QuarterHour);
        Assert.Equal(SettleVerdict.Absent, await rig.Grains.Message(message).SettleAsync(order));
    }

    [Fact]
    public async Task Half_a_day_later_nothing_is_sent_again()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        await rig.SendAsync(1, resend: true);
        rig.Clock.Advance(HalfADay);
        await rig.SweepAsync(SettleStage.Prove);
        Assert.Single(carrier.Submitted);
    }

    [Fact]
    public async Task While_the_provider_is_away_nothing_is_decided_and_when_it_is_back_everything_is()
    {
        const int People = 100;
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow(), DeliveryStatus.Delivered);
        var campaign = await rig.SendAsync(People);
        carrier.Away = true;
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        Assert.Equal(People, (await rig.AuditAsync(campaign)).InFlight);
        // One that answers nobody is not asked about everybody.
        Assert.InRange(carrier.Reads, 1, People);

        carrier.Away = false;
        await rig.SweepAsync(SettleStage.Confirm, TimeSpan.FromMinutes(2));
        Assert.Equal(People, (await rig.AuditAsync(campaign)).Received);
    }

    [Fact]
    public async Task A_provider_that_stays_away_leaves_messages_unconfirmed_in_the_end()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        var campaign = await rig.SendAsync(3);
        carrier.Away = true;
        await rig.SweepAsync(SettleStage.Confirm, TimeSpan.FromHours(37));
        Assert.Equal(3, (await rig.AuditAsync(campaign)).Unconfirmed);
        Assert.Contains((await rig.TraceAsync(campaign)).Receipts, receipt => receipt.Raw == "fetch: unreachable");
    }

    [Fact]
    public async Task A_carrier_without_a_list_is_asked_for_each_missing_receipt_at_night()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        var campaign = await rig.SendAsync(3);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        Assert.Equal(3, (await rig.AuditAsync(campaign)).Unconfirmed);
        foreach (var (id, record) in carrier.Records) carrier.Records[id] = record with { Status = DeliveryStatus.Delivered, VendorStatus = "delivered" };
        rig.Clock.Advance(TimeSpan.FromDays(1.2));
        rig.Clock.Advance(await rig.Grains.Reconciliation("sandbox").ContinueAsync() ?? default);

        await SiloRig.UntilAsync(
            async () =>
            {
                await rig.Grains.Reconciliation("sandbox").ContinueAsync();
                return await rig.AuditAsync(campaign);
            },
            totals => totals is { Received: 3, Unconfirmed: 0 });
        Assert.Equal("fetch", (await rig.TraceAsync(campaign)).Events[^1].Source);
    }

    private static async Task<CampaignId> LaunchAsync(SiloRig rig, string phone)
    {
        var list = (await rig.Grains.Lists().CreateAsync("People", doubleOptIn: false)).Id;
        await rig.Grains.Profiles().ImportAsync(new ImportBatch { Rows = [new ImportRow(new ProfilePatch { Phone = phone }, 0)], List = list, Consent = new ConsentGrant("Test", null, false) });
        var campaign = await rig.Grains.Campaigns().CreateAsync(new CampaignDefinition { Name = "Sale", Included = [list], Content = new MessageContent { Body = "20% off" } });
        Assert.Equal(CampaignVerdict.Done, (await rig.Grains.Campaign(campaign.Id).SendAsync()).Verdict);
        return campaign.Id;
    }
}
