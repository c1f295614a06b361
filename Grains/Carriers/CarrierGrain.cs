using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Sms;

/// <summary>Verifies, parses, routes. Reentrant and stateless: it waits for thousands of commits at once.</summary>
[GrainType("carrier"), StatelessWorker, Reentrant]
internal sealed partial class CarrierGrain(
    ICarriers carriers, SubmitWindows windows, ReceiptParking parking, TimeProvider clock, CarrierCounters counters, ILogger<CarrierGrain> logger)
    : Grain, ICarrierGrain
{
    private const int LongestKept = 200;

    public async Task<CallbackVerdict> ReceiveStatusAsync(string messageId, CarrierCallback callback)
    {
        var name = this.GetPrimaryKeyString();
        if (carriers.Find(name) is not { } carrier) return Refuse(name, CallbackVerdict.UnknownCarrier);

        var now = clock.GetUtcNow().ToMilliseconds();
        var reading = carrier.Read(callback, now);
        // A vendor that signs its body and not the URL: what it signed for one message proves nothing about another.
        if (reading.Message is { Length: > 0 } signed && messageId.Length > 0 && signed != messageId) return Refuse(name, CallbackVerdict.Forged);
        messageId = reading.Message ?? messageId;
        switch (reading.Kind)
        {
            case CallbackKind.Forged: return Refuse(name, CallbackVerdict.Forged);
            case CallbackKind.Malformed: return Refuse(name, CallbackVerdict.Malformed);
            case CallbackKind.Receipt when MessageId.TryParse(messageId, out var message):
                await GrainFactory.Message(message).RecordAsync(reading.Receipt!);
                break;
            case CallbackKind.Receipt when reading.ProviderId is { } providerId && await parking.FindAsync(name, providerId) is { } known:
                await GrainFactory.Message(known).RecordAsync(reading.Receipt!);
                break;
            default:
                await ParkAsync(name, messageId, reading, now);
                return CallbackVerdict.Taken;
        }

        counters.Taken(name);
        return CallbackVerdict.Taken;
    }

    public Task<CarrierView> GetState()
    {
        if (carriers.Find(this.GetPrimaryKeyString()) is not { } carrier) return Task.FromResult(new CarrierView(false, 0, 0, 0));
        var window = windows.Of(carrier.Name);
        return Task.FromResult(new CarrierView(true, window.Limit, window.Inside, window.Waiting));
    }

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
