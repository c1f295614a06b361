namespace Sms;

/// <summary>The silos are elsewhere.</summary>
internal sealed class CarrierGrainDoor(IGrainFactory grains) : ICarrierDoor
{
    public Task<CallbackVerdict> ReceiveStatusAsync(string carrier, string messageId, CarrierCallback callback) =>
        grains.Carrier(carrier).ReceiveStatusAsync(messageId, callback);

    public Task<CallbackVerdict> ReceiveInboundAsync(string carrier, CarrierCallback callback) => grains.Carrier(carrier).ReceiveInboundAsync(callback);
}
