namespace Sms;

/// <summary>The silos are elsewhere: callbacks go there in batches, and people's texts, which are few, one by one.</summary>
internal sealed class CarrierGrainDoor(IGrainFactory grains, CallbackLanes lanes) : ICarrierDoor
{
    public Task<CallbackVerdict> ReceiveStatusAsync(string carrier, string messageId, CarrierCallback callback) =>
        lanes.ReceiveAsync(carrier, new StatusCallback(messageId, callback) { TraceParent = MessageSpans.TraceParent });

    public Task<CallbackVerdict> ReceiveInboundAsync(string carrier, CarrierCallback callback) => grains.Carrier(carrier).ReceiveInboundAsync(callback);
}
