using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>Verifies, parses, routes. It keeps nothing, so a gateway with a silo in its process comes here without the way through a grain.</summary>
internal sealed partial class CarrierDesk(
    ICarriers carriers, ReceiptParking parking, SubscriberSecret secret, IGrainFactory grains, TimeProvider clock, CarrierCounters counters, ILogger<CarrierDesk> logger)
    : ICarrierDoor
{
    private const int LongestKept = 200;

    /// <summary>What a parked text has in the place of a message and of a status.</summary>
    private const string Inbound = "inbound";

    public Task<CallbackVerdict> ReceiveStatusAsync(string name, string messageId, CarrierCallback callback) => ReceiveStatusAsync(name, messageId, callback, courier: null);

    /// <summary>The same for each of many. None of the tasks fails, and none waits for another.</summary>
    /// <param name="courier">Brings their receipts to the messages.</param>
    public Task<CallbackAnswer>[] ReceiveStatuses(string name, StatusCallback[] callbacks, ReceiptCourier courier) =>
        Array.ConvertAll(callbacks, one => BatchItem.AnswerAsync(one.TraceParent, () => ReceiveStatusAsync(name, one.MessageId, one.Callback, courier)));

    private async Task<CallbackVerdict> ReceiveStatusAsync(string name, string messageId, CarrierCallback callback, ReceiptCourier? courier)
    {
        if (carriers.Find(name) is not { } carrier) return Refuse(name, CallbackVerdict.UnknownCarrier);

        var now = clock.GetUtcNow().ToMilliseconds();
        return await TakeStatusAsync(name, carrier.Read(callback, now), messageId, now, courier);
    }

    /// <summary>The same for what came by another way than a callback, and was read there.</summary>
    /// <param name="courier">Null: each receipt goes to its message by itself.</param>
    public async Task<CallbackVerdict> TakeStatusAsync(string name, CallbackReading reading, string messageId, DateTimeOffset now, ReceiptCourier? courier = null)
    {
        // A vendor that signs its body and not the URL: what it signed for one message proves nothing about another.
        if (reading.Message is { Length: > 0 } signed && messageId.Length > 0 && signed != messageId) return Refuse(name, CallbackVerdict.Forged);
        messageId = reading.Message ?? messageId;
        switch (reading.Kind)
        {
            case CallbackKind.Forged: return Refuse(name, CallbackVerdict.Forged);
            case CallbackKind.Malformed: return Refuse(name, CallbackVerdict.Malformed);
            case CallbackKind.Receipt when MessageId.TryParse(messageId, out var message):
                await RecordAsync(message, reading.Receipt!, courier);
                break;
            case CallbackKind.Receipt when reading.ProviderId is { } providerId && await parking.FindAsync(name, providerId) is { } known:
                await RecordAsync(known, reading.Receipt!, courier);
                break;
            default:
                await ParkAsync(name, messageId, reading, now);
                return CallbackVerdict.Taken;
        }

        counters.Taken(name);
        return CallbackVerdict.Taken;
    }

    public async Task<CallbackVerdict> ReceiveInboundAsync(string name, CarrierCallback callback)
    {
        if (carriers.Find(name) is not { } carrier) return Refuse(name, CallbackVerdict.UnknownCarrier);

        var now = clock.GetUtcNow().ToMilliseconds();
        return await TakeInboundAsync(name, carrier.ReadInbound(callback, now), now);
    }

    /// <inheritdoc cref="TakeStatusAsync"/>
    public async Task<CallbackVerdict> TakeInboundAsync(string name, InboundReading reading, DateTimeOffset now)
    {
        switch (reading.Kind)
        {
            case InboundKind.Forged: return Refuse(name, CallbackVerdict.Forged);
            case InboundKind.Unsupported: return Refuse(name, CallbackVerdict.UnknownCarrier);
        }

        // Short codes and names text, too; nobody can be texted there.
        var phone = PhoneReader.Read(International(reading.Text?.From));
        if (reading.Text is not { } fields || !phone.IsAccepted)
        {
            await ParkAsync(name, Inbound, new CallbackReading(CallbackKind.Malformed, null, reading.ProviderId, Inbound, reading.Raw), now);
            return CallbackVerdict.Taken;
        }

        await grains.Subscriber(SubscriberIds.Of(phone.E164, await secret.ReadAsync())).HearAsync(new InboundText
        {
            Carrier = name,
            ProviderId = fields.ProviderId,
            From = phone.E164,
            Country = phone.Country,
            To = International(fields.To)!,
            Body = fields.Body,
            ArrivedAt = now,
            Answered = fields.Answered,
            Part = fields.Part,
        });
        counters.Taken(name);
        return CallbackVerdict.Taken;
    }

    /// <summary>A provider's answer to a submit that came when nobody waited for it any more: the message is out, and receipts may be there.</summary>
    public async Task LearnAsync(string name, MessageId message, string providerId)
    {
        var now = clock.GetUtcNow().ToMilliseconds();
        await grains.Message(message).RecordAsync(new DeliveryReceipt
        {
            Carrier = name,
            ProviderId = providerId,
            Status = DeliveryStatus.Accepted,
            VendorStatus = "late answer",
            Raw = "late answer",
            ArrivedAt = now,
        });
        await parking.LearnAsync(new ProviderKey(name, providerId, message, now));
    }

    private Task RecordAsync(MessageId message, DeliveryReceipt receipt, ReceiptCourier? courier) =>
        courier is null ? grains.Message(message).RecordAsync(receipt) : courier.RecordAsync(message, receipt);

    /// <summary>Some providers leave the plus away.</summary>
    private static string? International(string? number) =>
        number is { Length: >= 8 and <= 15 } && !number.AsSpan().ContainsAnyExceptInRange('0', '9') ? "+" + number : number;

    /// <summary>A status nobody knows, or an id that is none of ours: kept, visible, and acknowledged so that the carrier does not resend for ever.</summary>
    private Task ParkAsync(string carrier, string messageId, CallbackReading reading, DateTimeOffset at)
    {
        LogParked(carrier, reading.Kind, reading.VendorStatus);
        counters.Parked(carrier);
        var id = messageId.Length > LongestKept ? messageId[..LongestKept] : messageId;
        return parking.ParkAsync(
            new ParkedReceipt(EventIds.At(at), at, carrier, id, reading.ProviderId, reading.VendorStatus, reading.Raw) { Receipt = reading.Receipt }, id);
    }

    private CallbackVerdict Refuse(string carrier, CallbackVerdict verdict)
    {
        LogRefused(verdict);
        counters.Refused(carrier, verdict);
        return verdict;
    }
}
