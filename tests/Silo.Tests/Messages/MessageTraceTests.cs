namespace Sms.Tests;

/// <summary>The trace of real messages in a silo: every word of the provider is in it, with what was decided about it.</summary>
public sealed class MessageTraceTests
{
    private readonly ScriptedCarrier carrier = new();

    [Fact]
    public async Task A_duplicate_a_late_and_a_contradicting_receipt_are_named_as_such()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        var campaign = await rig.SendAsync(1);
        var message = rig.Grains.Message((await rig.TraceAsync(campaign)).Id);
        await RecordAsync(Receipt(rig, DeliveryStatus.Delivered));
        await RecordAsync(Receipt(rig, DeliveryStatus.Delivered));
        await RecordAsync(Receipt(rig, DeliveryStatus.Sent));
        await RecordAsync(Receipt(rig, DeliveryStatus.Failed) with { VendorCode = "30003", Failure = FailureType.DeviceUnreachable });
        await RecordAsync(Receipt(rig, DeliveryStatus.Failed) with { VendorCode = "30004", Source = ReceiptSource.List });

        var steps = (await rig.TraceAsync(campaign)).Steps;
        Assert.Equal(
            [
                (Metric.Submitting, StepDecision.None, null, null, null),
                (Metric.RelayedSms, StepDecision.None, null, null, null),
                (null, StepDecision.Recorded, "callback", null, "raw Delivered"),
                (Metric.ReceivedSms, StepDecision.None, null, null, null),
                (null, StepDecision.Duplicate, "callback", null, "raw Delivered"),
                (null, StepDecision.Late, "callback", null, "raw Sent"),
                (null, StepDecision.Contradicting, "callback", "30003", "raw Failed"),
                (Metric.DeliveryConflict, StepDecision.None, null, "30003", null),
                (null, StepDecision.Contradicting, "list", "30004", "raw Failed"),
            ],
            steps.Select(step => (step.Metric, step.Decision, step.Source, step.VendorCode, step.Raw)));
        Assert.Equal(steps.OrderBy(step => step.At), steps);

        // Times are kept in milliseconds: what is told within one has no order.
        async Task RecordAsync(DeliveryReceipt receipt)
        {
            rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await message.RecordAsync(receipt with { ArrivedAt = rig.Clock.GetUtcNow() });
        }
    }

    [Fact]
    public async Task A_receipt_that_had_to_wait_for_its_message_stands_where_it_arrived()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        var campaign = await rig.SendAsync(1);
        var id = (await rig.TraceAsync(campaign)).Id;
        var arrived = rig.Clock.GetUtcNow();
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        await rig.Grains.Message(id).RecordAsync(Receipt(rig, DeliveryStatus.Delivered) with { ArrivedAt = arrived });

        var steps = (await rig.TraceAsync(campaign)).Steps;
        Assert.Equal(arrived.ToMilliseconds(), Assert.Single(steps, step => step.Kind == StepKind.Receipt).At);
        Assert.InRange(steps[^1].At - steps[^2].At, TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task What_a_look_up_did_not_find_why_it_was_sent_again_and_where_the_last_word_came_from_are_steps()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        var campaign = await rig.SendAsync(1, resend: true);
        await rig.SweepAsync(SettleStage.LookUp, TimeSpan.FromMinutes(2));
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow(), DeliveryStatus.Delivered);
        await rig.SweepAsync(SettleStage.Prove, TimeSpan.FromMinutes(16));
        await rig.SweepAsync(SettleStage.Confirm, TimeSpan.FromHours(13));

        var trace = await rig.TraceAsync(campaign);
        Assert.Equal(
            [
                (StepKind.Event, Metric.Submitting, null, null),
                (StepKind.Event, Metric.SubmitUnknown, null, null),
                (StepKind.Question, null, "absent", "look-up"),
                (StepKind.Question, null, "absent", "look-up"),
                (StepKind.Event, Metric.Resubmitting, "absent", "look-up"),
                (StepKind.Event, Metric.RelayedSms, null, null),
                (StepKind.Receipt, null, null, "fetch"),
                (StepKind.Event, Metric.ReceivedSms, null, "fetch"),
            ],
            trace.Steps.Select(step => (step.Kind, step.Metric, step.Reason, step.Source)));
        Assert.Equal("fetch: Delivered", Assert.Single(trace.Receipts).Raw);
    }

    [Fact]
    public async Task A_skipped_message_says_why()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        var known = await rig.TraceAsync(await rig.SendAsync(1));
        var other = new MessageId(known.Id.Value[..^1] + "8");
        await rig.Grains.Message(other).SkipAsync(known.Subscriber, known.Source, SkipReason.MessageTooLong, "1,700 characters");

        var step = Assert.Single((await rig.Grains.Message(other).GetTraceAsync())!.Steps);
        Assert.Equal((Metric.Skipped, $"{SkipReason.MessageTooLong.Label()}: 1,700 characters"), (step.Metric, step.Reason));
    }

    private static DeliveryReceipt Receipt(SiloRig rig, DeliveryStatus status) => new()
    {
        Carrier = "sandbox",
        ProviderId = "SM1",
        Status = status,
        VendorStatus = status.ToString(),
        Raw = $"raw {status}",
        ArrivedAt = rig.Clock.GetUtcNow(),
    };
}
