using System.Diagnostics;

namespace Sms;

/// <summary>Takes what a carrier's binds bring to the desk where callbacks go, too. It is acknowledged once it is durable.</summary>
internal sealed partial class SmppInbox(SmppSettings settings, SmppReceipts receipts, CarrierDesk desk, CarrierCounters counters, TimeProvider clock, ILogger<SmppInbox> logger)
    : ISmppInbox
{
    private readonly SmppTexts texts = new();

    public async Task<uint> TakeAsync(SmppDelivery? delivery)
    {
        if (delivery is null)
        {
            LogUnreadable(settings.Name);
            counters.Refused(settings.Name, CallbackVerdict.Malformed);
            return SmppStatus.InvalidLength;
        }

        var now = clock.GetUtcNow().ToMilliseconds();
        try
        {
            return delivery.IsText ? await TakeTextAsync(delivery, now) : await TakeReceiptAsync(delivery, now);
        }
        catch (Exception failure)
        {
            // Whatever stands in the way: not recorded is not acknowledged, and the provider comes again.
            LogNotTaken(settings.Name, failure);
            counters.PutOff(settings.Name);
            return SmppStatus.TryAgain;
        }
    }

    public void PutOff()
    {
        LogPutOff(settings.Name);
        counters.PutOff(settings.Name);
    }

    public void Acknowledged(SmppDelivery delivery)
    {
        if (delivery.IsText) texts.Close(delivery);
    }

    public async Task LearnAsync(MessageId message, string providerId)
    {
        try
        {
            await desk.LearnAsync(settings.Name, message, providerId);
        }
        catch (Exception failure)
        {
            // The message stays unknown and its receipts parked, as if no answer had come.
            LogNotLearnt(settings.Name, message, failure);
        }
    }

    private async Task<uint> TakeReceiptAsync(SmppDelivery delivery, DateTimeOffset now)
    {
        var reading = receipts.Read(delivery, now);
        using var span = MessageSpans.StartCallback(settings.Name, reading.Message ?? "");
        return StatusOf(await desk.TakeStatusAsync(settings.Name, reading, "", now), span);
    }

    private async Task<uint> TakeTextAsync(SmppDelivery delivery, DateTimeOffset now)
    {
        var id = texts.IdOf(delivery);
        var read = delivery.ReadText(settings.Gsm);
        var raw = $"deliver_sm, esm_class {delivery.Class}, data_coding {delivery.Coding}, {delivery.Message.Length} bytes";
        var reading = InboundReading.Of(id, delivery.From.Number, delivery.To.Number, read?.Text, raw, read?.Part);
        using var span = MessageSpans.StartCallback(settings.Name, "");
        return StatusOf(await desk.TakeInboundAsync(settings.Name, reading, now), span);
    }

    private static uint StatusOf(CallbackVerdict verdict, Activity? span)
    {
        span?.SetTag(MessageSpans.OutcomeTag, verdict.ToString());
        return verdict is CallbackVerdict.Taken ? SmppStatus.Ok : SmppStatus.Never;
    }
}
