namespace Sms.Tests;

/// <summary>Submits without an answer and receipts that never came, with a carrier whose every callback is lost.</summary>
public sealed class ConfirmationTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(2), QuarterHour = TimeSpan.FromMinutes(16), HalfADay = TimeSpan.FromHours(12.5);

    [Theory]
    [InlineData("+15005552002")] // 500, sent
    [InlineData("+15005552006")] // connection cut, sent
    [InlineData("+15005552007")] // 201 with an unreadable body, sent
    public async Task A_submit_without_an_answer_that_arrived_is_found_at_the_provider_and_never_sent_again(string phone)
    {
        await using var rig = await SiloRig.StartAsync();
        var campaign = await rig.SendAsync(1, resend: true, phone);
        Assert.Equal(MessageStatus.SubmitUnknown, (await rig.TraceAsync(campaign)).Status);

        await rig.SweepAsync(SettleStage.LookUp, Minutes);
        await rig.SweepAsync(SettleStage.Prove, QuarterHour);

        var trace = await rig.TraceAsync(campaign);
        Assert.Equal(MessageStatus.Received, trace.Status);
        Assert.Equal(
            [Metric.Submitting, Metric.SubmitUnknown, Metric.RelayedSms, Metric.ReceivedSms], trace.Events.Select(e => e.Metric));
        Assert.Equal([null, null, "look-up", "look-up"], trace.Events.Select(e => e.Source));
        Assert.Equal("look-up: delivered", Assert.Single(trace.Receipts).Raw);
        Assert.Equal(1, (await rig.TruthAsync()).Accepted);
        var totals = await rig.AuditAsync(campaign);
        Assert.Equal((1, 1, 1, 0), (totals.Submitted, totals.Relayed, totals.Received, totals.SubmitUnknown));
    }

    [Fact]
    public async Task What_never_arrived_is_sent_again_where_the_campaign_allows_it_until_everybody_has_it_once()
    {
        const int People = 40;
        await using var rig = await SiloRig.StartAsync(("Sandbox:ErrorUnsentRate", "0.3"), ("Sandbox:ErrorSentRate", "0.3"), ("Carriers:sandbox:BreakAfter", "10000"));
        var campaign = await rig.SendAsync(People, resend: true);
        Assert.InRange((await rig.AuditAsync(campaign)).SubmitUnknown, 1, People);

        // Too early to prove anything.
        await rig.SweepAsync(SettleStage.LookUp, Minutes);
        Assert.InRange((await rig.TruthAsync()).Accepted, 1, People - 1);
        for (var round = 0; round < 20 && (await rig.AuditAsync(campaign)).Relayed < People; round++) await rig.SweepAsync(SettleStage.Prove, QuarterHour);

        var truth = await rig.TruthAsync();
        Assert.Equal((People, 0), (truth.Accepted, truth.TextedTwice));
        var totals = await rig.AuditAsync(campaign);
        Assert.Equal((People, People, 0), (totals.Submitted, totals.Relayed, totals.SubmitUnknown));
    }

    [Fact]
    public async Task What_never_arrived_is_not_sent_again_unasked_and_ends_unconfirmed()
    {
        await using var rig = await SiloRig.StartAsync();
        var campaign = await rig.SendAsync(1, phone: "+15005552001");
        await rig.SweepAsync(SettleStage.LookUp, Minutes);
        await rig.SweepAsync(SettleStage.Prove, QuarterHour);
        Assert.Equal(MessageStatus.SubmitUnknown, (await rig.TraceAsync(campaign)).Status);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);

        var trace = await rig.TraceAsync(campaign);
        Assert.Equal(MessageStatus.Unconfirmed, trace.Status);
        Assert.Equal([Metric.Submitting, Metric.SubmitUnknown, Metric.SubmitUnconfirmed], trace.Events.Select(e => e.Metric));
        Assert.Equal(0, (await rig.TruthAsync()).Accepted);
        Assert.Equal((1, 0), ((await rig.AuditAsync(campaign)).SubmitUnknown, (await rig.AuditAsync(campaign)).Unconfirmed));
    }

    [Fact]
    public async Task Whoever_opted_out_meanwhile_is_not_sent_it_again()
    {
        await using var rig = await SiloRig.StartAsync();
        var campaign = await rig.SendAsync(1, resend: true, phone: "+15005552001");
        var before = (await rig.TruthAsync()).Errors;
        var person = (await rig.TraceAsync(campaign)).Subscriber;
        Assert.Equal(ConsentVerdict.Changed, await rig.Grains.Subscriber(person).UnsubscribeAsync(new ConsentChange("STOP")));
        await rig.SweepAsync(SettleStage.Prove, QuarterHour);

        Assert.Equal(before, (await rig.TruthAsync()).Errors);
        Assert.Equal(MessageStatus.SubmitUnknown, (await rig.TraceAsync(campaign)).Status);
    }

    [Fact]
    public async Task An_intent_whose_process_died_is_looked_up_when_its_time_has_come()
    {
        await using var rig = await SiloRig.StartAsync();
        var sent = await rig.SendAsync(1);
        var trace = await rig.TraceAsync(sent);
        // The intent of another message, and nothing else: what a kill in the middle of a submit leaves.
        var facts = await rig.Ledger.ReadAsync(StreamId.Of(trace.Id));
        var cut = new MessageId(trace.Id.Value[..^1] + "7");
        var at = facts[0].At.AddMilliseconds(1);
        await rig.Ledger.CommitAsync(new LedgerEntry(StreamId.Of(cut), [facts[0] with { Id = Guid.CreateVersion7(at), Stream = StreamId.Of(cut), Message = cut }]));
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);

        // The provider has one such text, and it is the first message's: it must not pass for this one's.
        Assert.Equal(MessageStatus.Unconfirmed, (await rig.Grains.Message(cut).GetTraceAsync())!.Status);
        Assert.Equal(MessageStatus.Received, (await rig.TraceAsync(sent)).Status);
    }

    [Fact]
    public async Task A_missing_receipt_is_fetched_and_what_the_provider_does_not_know_either_is_unconfirmed()
    {
        const int People = 60;
        await using var rig = await SiloRig.StartAsync(("Sandbox:SilentRate", "0.3"));
        var campaign = await rig.SendAsync(People);
        await rig.SweepAsync(SettleStage.Confirm, TimeSpan.FromHours(11));
        Assert.Equal(People, (await rig.AuditAsync(campaign)).InFlight);
        await rig.SweepAsync(SettleStage.Confirm, TimeSpan.FromHours(2));

        var totals = await rig.AuditAsync(campaign);
        var truth = await rig.TruthAsync();
        Assert.Equal((truth.Delivered, truth.Failed, truth.Silent, 0), (totals.Received, totals.Failed, totals.Unconfirmed, totals.InFlight));
        Assert.InRange(totals.Unconfirmed, 1, People - 1);

        // Again, and as another activation would: nothing is counted twice.
        await rig.SweepAsync(SettleStage.Confirm, TimeSpan.FromHours(1));
        Assert.Equal(totals, await rig.AuditAsync(campaign));
    }

    [Fact]
    public async Task A_receipt_five_days_late_counts_once_and_takes_the_unconfirmed_back()
    {
        await using var rig = await SiloRig.StartAsync(("Sandbox:SilentRate", "1"), ("Sandbox:Failures:30003", "0"));
        var campaign = await rig.SendAsync(1);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        Assert.Equal(1, (await rig.AuditAsync(campaign)).Unconfirmed);
        rig.Clock.Advance(TimeSpan.FromDays(5));
        var trace = await rig.TraceAsync(campaign);
        for (var i = 0; i < 3; i++)
        {
            await rig.Grains.Message(trace.Id).RecordAsync(new DeliveryReceipt
            {
                Carrier = "sandbox",
                ProviderId = trace.ProviderId!,
                Status = DeliveryStatus.Delivered,
                VendorStatus = "delivered",
                Raw = "x",
                ArrivedAt = rig.Clock.GetUtcNow(),
            });
        }

        var totals = await rig.AuditAsync(campaign);
        Assert.Equal((1, 0, 0), (totals.Received, totals.Unconfirmed, totals.InFlight));
        Assert.Equal(
            [Metric.Submitting, Metric.RelayedSms, Metric.Unconfirmed, Metric.UnconfirmedResolved, Metric.ReceivedSms],
            (await rig.TraceAsync(campaign)).Events.Select(e => e.Metric));
    }

    [Fact]
    public async Task What_the_provider_learned_after_we_had_stopped_asking_is_found_in_its_list_of_the_day()
    {
        const int People = 12;
        await using var rig = await SiloRig.StartAsync(("Sandbox:FinalDelayMin", "50000000"), ("Sandbox:FinalDelayMax", "50000000"), ("Sandbox:Failures:30003", "0"));
        var campaign = await rig.SendAsync(People);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        Assert.Equal(People, (await rig.AuditAsync(campaign)).Unconfirmed);
        rig.Clock.Advance(TimeSpan.FromDays(1.2));

        var wait = await rig.Grains.Reconciliation("sandbox").ContinueAsync();
        rig.Clock.Advance(wait ?? default);
        await SiloRig.UntilAsync(
            async () =>
            {
                await rig.Grains.Reconciliation("sandbox").ContinueAsync();
                return await rig.AuditAsync(campaign);
            },
            totals => totals is { Received: People, Unconfirmed: 0, InFlight: 0 });
        Assert.Equal("list: delivered", Assert.Single((await rig.TraceAsync(campaign)).Receipts, receipt => receipt.Raw.StartsWith("list", StringComparison.Ordinal)).Raw);
    }
}
