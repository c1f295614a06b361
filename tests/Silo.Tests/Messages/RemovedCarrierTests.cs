using Microsoft.Extensions.Logging;

namespace Sms.Tests;

/// <summary>A carrier is taken out of the configuration while its messages still wait: nobody is left to ask, and the clock decides.</summary>
public sealed class RemovedCarrierTests
{
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(16), HalfADay = TimeSpan.FromHours(12.5);

    private readonly ScriptedCarrier carrier = new();

    [Fact]
    public async Task Its_messages_end_unconfirmed_after_half_a_day_and_the_log_names_it()
    {
        const int People = 20;
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow(), DeliveryStatus.Delivered);
        var campaign = await rig.SendAsync(People);
        carrier.Name = "successor";
        await rig.SweepAsync(SettleStage.Confirm, TimeSpan.FromHours(11));
        Assert.Equal(People, (await rig.AuditAsync(campaign)).InFlight);
        await rig.SweepAsync(SettleStage.Confirm, TimeSpan.FromHours(2));

        Assert.Equal((People, 0), ((await rig.AuditAsync(campaign)).Unconfirmed, (int)(await rig.AuditAsync(campaign)).InFlight));
        Assert.Equal(0, carrier.Reads);
        Assert.Equal(People, rig.Log.At(LogLevel.Warning).Count(line => line.Contains("carrier 'sandbox' is not configured", StringComparison.Ordinal)));
        // The sweep is through with them, and none of them is weighed again.
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        Assert.Equal(People, rig.Log.At(LogLevel.Warning).Count(line => line.Contains("carrier 'sandbox' is not configured", StringComparison.Ordinal)));
        Assert.Empty(rig.Log.At(LogLevel.Error));
    }

    [Fact]
    public async Task A_submit_without_an_answer_waits_for_the_same_clock_and_is_given_up()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        var campaign = await rig.SendAsync(1, resend: true);
        carrier.Name = "successor";
        await rig.SweepAsync(SettleStage.LookUp, QuarterHour);
        await rig.SweepAsync(SettleStage.Prove, QuarterHour);
        Assert.Equal(MessageStatus.SubmitUnknown, (await rig.TraceAsync(campaign)).Status);
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);

        Assert.Equal(
            [Metric.Submitting, Metric.SubmitUnknown, Metric.SubmitUnconfirmed], (await rig.TraceAsync(campaign)).Events.Select(e => e.Metric));
        Assert.Single(carrier.Submitted);
        Assert.Contains(rig.Log.At(LogLevel.Warning), line => line.Contains("carrier 'sandbox' is not configured", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_successor_is_not_asked_for_what_it_was_never_given()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        var trace = await rig.TraceAsync(await rig.SendAsync(1, resend: true));
        carrier.Name = "successor";
        var outcome = await rig.Grains.Message(trace.Id).SubmitAsync(new MessageDraft
        {
            Subscriber = trace.Subscriber,
            Source = trace.Source,
            To = carrier.Submitted.Single().To,
            From = "12345",
            Carrier = "successor",
            Body = trace.Body!,
            Segments = trace.Segments,
            Country = "US",
            Again = true,
        });

        // It would not find the message, and that would prove nothing.
        Assert.Equal(SubmitVerdict.Unknown, outcome.Verdict);
        Assert.Equal(0, carrier.Reads);
        Assert.Single(carrier.Submitted);
    }

    [Fact]
    public async Task Once_it_is_configured_again_a_late_receipt_counts()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        var campaign = await rig.SendAsync(1);
        carrier.Name = "successor";
        await rig.SweepAsync(SettleStage.Confirm, HalfADay);
        var message = (await rig.TraceAsync(campaign)).Id.Value;
        Assert.Equal(CallbackVerdict.UnknownCarrier, await ReportAsync());
        carrier.Name = "sandbox";
        Assert.Equal(CallbackVerdict.Taken, await ReportAsync());
        Assert.Equal((1, 0), ((await rig.AuditAsync(campaign)).Received, (int)(await rig.AuditAsync(campaign)).Unconfirmed));

        Task<CallbackVerdict> ReportAsync() => rig.Grains.Carrier("sandbox").ReceiveStatusAsync(message, ScriptedCarrier.Callback("SM1", DeliveryStatus.Delivered));
    }
}
