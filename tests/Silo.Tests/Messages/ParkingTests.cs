using System.Diagnostics.Metrics;

namespace Sms.Tests;

/// <summary>A carrier whose receipts name a message by the provider's id and nothing else, and receipts for messages nobody knows.</summary>
public sealed class ParkingTests
{
    private readonly ScriptedCarrier carrier = new() { ReportsByProviderId = true };

    [Fact]
    public async Task A_receipt_by_the_providers_id_finds_its_message()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        var campaign = await rig.SendAsync(1);
        await ReportAsync(rig, "SM1", DeliveryStatus.Delivered);

        Assert.Equal(MessageStatus.Received, (await rig.TraceAsync(campaign)).Status);
        Assert.Empty(await rig.Reports.ReadParkedAsync(10));
        Assert.Equal(1, (await rig.AuditAsync(campaign)).Received);
    }

    [Theory]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Delivered)]
    // The last word first: the message is about to leave memory when it hears the rest.
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Sent)]
    public async Task Every_receipt_that_overtakes_its_submits_answer_is_parked_and_joined(DeliveryStatus first, DeliveryStatus second)
    {
        const int People = 50;
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        carrier.BeforeAnswer = async (_, reply) =>
        {
            await ReportAsync(rig, reply.ProviderId!, first);
            await ReportAsync(rig, reply.ProviderId!, second);
        };
        var campaign = await rig.SendAsync(People).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal((People, People), ((int)(await rig.AuditAsync(campaign)).Relayed, (int)(await rig.AuditAsync(campaign)).Received));
        Assert.Empty(await rig.Reports.ReadParkedAsync(10));
    }

    [Fact]
    public async Task A_provider_may_wait_for_all_its_callbacks_before_it_answers_the_submit()
    {
        var named = new ScriptedCarrier();
        await using var rig = await SiloRig.StartAsync(named);
        named.OnSubmit = message => named.Accept(message, rig.Clock.GetUtcNow());
        // The last word comes first: what follows must not wait until the message has left memory, which waits for the submit.
        named.BeforeAnswer = async (message, reply) =>
        {
            foreach (var status in (DeliveryStatus[])[DeliveryStatus.Delivered, DeliveryStatus.Sent, DeliveryStatus.Delivered])
                await rig.Grains.Carrier("sandbox").ReceiveStatusAsync(message.Id.Value, ScriptedCarrier.Callback(reply.ProviderId!, status));
        };
        var campaign = await rig.SendAsync(5).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal((5, 5), ((int)(await rig.AuditAsync(campaign)).Relayed, (int)(await rig.AuditAsync(campaign)).Received));
    }

    [Fact]
    public async Task Parts_are_known_by_their_ids_and_make_one_verdict()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow()) with { Parts = 2, PartIds = ["SM1", "SM1b"] };
        // The first part's receipt is even faster than the answer.
        carrier.BeforeAnswer = (_, _) => ReportAsync(rig, "SM1", DeliveryStatus.Delivered, "SM1");
        var campaign = await rig.SendAsync(1);
        Assert.Equal(MessageStatus.Sent, (await rig.TraceAsync(campaign)).Status);
        await ReportAsync(rig, "SM1b", DeliveryStatus.Delivered, "SM1b");

        Assert.Equal(MessageStatus.Received, (await rig.TraceAsync(campaign)).Status);
        Assert.Equal(1, (await rig.AuditAsync(campaign)).Received);
    }

    [Fact]
    public async Task A_receipt_for_an_unknown_message_waits_until_the_message_is_there_and_can_be_replayed()
    {
        await using var rig = await SiloRig.StartAsync(carrier);
        carrier.OnSubmit = message => carrier.Accept(message, rig.Clock.GetUtcNow());
        var campaign = await rig.SendAsync(1);
        var known = (await rig.TraceAsync(campaign)).Id;
        var later = new MessageId(known.Value[..^1] + "9");
        await rig.Grains.Carrier("sandbox").ReceiveStatusAsync(later.Value, ScriptedCarrier.Callback("SM9", DeliveryStatus.Delivered));
        var parked = Assert.Single(await rig.Reports.ReadParkedAsync(10));
        Assert.Equal(new ReplayOutcome(1, 0, 0), await rig.Grains.Parking().ReplayAsync(parked.Id));
        Assert.Equal(new ReplayOutcome(0, 0, 0), await rig.Grains.Parking().ReplayAsync(Guid.NewGuid()));

        // As a restored backup or another silo would bring it.
        var first = (await rig.Ledger.ReadAsync(StreamId.Of(known)))[0];
        await rig.Ledger.CommitAsync(new LedgerEntry(
            StreamId.Of(later), [first with { Id = Guid.CreateVersion7(first.At), Stream = StreamId.Of(later), Message = later }]));
        Assert.Equal(new ReplayOutcome(1, 1, 0), await rig.Grains.Parking().ReplayAsync(null));
        Assert.Equal(MessageStatus.Received, (await rig.Grains.Message(later).GetTraceAsync())!.Status);
        Assert.Empty(await rig.Reports.ReadParkedAsync(10));
    }

    [Fact]
    public async Task A_receipt_nobody_ever_asks_for_expires_and_is_counted()
    {
        await using var rig = await SiloRig.StartAsync(carrier, ("Confirmation:ParkedFor", "02:00:00"));
        long expired = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Meter.Name: MessageCounters.MeterName, Name: "sms.receipts.expired" }) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref expired, count));
        listener.Start();
        await ReportAsync(rig, "SM404", DeliveryStatus.Delivered);
        Assert.Single(await rig.Reports.ReadParkedAsync(10));

        rig.Clock.Advance(TimeSpan.FromHours(3));
        await SiloRig.UntilAsync(
            async () =>
            {
                await rig.Grains.Parking().ContinueAsync();
                return (await rig.Reports.ReadParkedAsync(10)).Count;
            },
            left => left == 0);
        await SiloRig.UntilAsync(() => Task.FromResult(Interlocked.Read(ref expired)), count => count >= 1);
    }

    private static async Task ReportAsync(SiloRig rig, string providerId, DeliveryStatus status, string? part = null) =>
        Assert.Equal(CallbackVerdict.Taken, await rig.Grains.Carrier("sandbox").ReceiveStatusAsync("", ScriptedCarrier.Callback(providerId, status, part)));
}
