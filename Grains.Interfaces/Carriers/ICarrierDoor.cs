namespace Sms;

/// <summary>Where a gateway hands callbacks in: at a silo in its own process, or at the <see cref="ICarrierGrain"/> of a silo elsewhere. The same work either way.</summary>
public interface ICarrierDoor
{
    /// <inheritdoc cref="ICarrierGrain.ReceiveStatusAsync"/>
    /// <param name="carrier">Its configured name.</param>
    Task<CallbackVerdict> ReceiveStatusAsync(string carrier, string messageId, CarrierCallback callback);

    /// <inheritdoc cref="ICarrierGrain.ReceiveInboundAsync"/>
    /// <param name="carrier">Its configured name.</param>
    Task<CallbackVerdict> ReceiveInboundAsync(string carrier, CarrierCallback callback);
}
