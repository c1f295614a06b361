using Orleans.Concurrency;

namespace Sms;

/// <summary>The desk, for gateways in other processes. Reentrant and stateless: it waits for thousands of commits at once.</summary>
[GrainType("carrier"), StatelessWorker, Reentrant]
internal sealed class CarrierGrain(CarrierDesk desk, ICarriers carriers, SubmitWindows windows) : Grain, ICarrierGrain
{
    private string Name => this.GetPrimaryKeyString();

    public Task<CallbackVerdict> ReceiveStatusAsync(string messageId, CarrierCallback callback) => desk.ReceiveStatusAsync(Name, messageId, callback);

    public Task<CallbackVerdict> ReceiveInboundAsync(CarrierCallback callback) => desk.ReceiveInboundAsync(Name, callback);

    public Task<CarrierView> GetState()
    {
        if (carriers.Find(Name) is not { } carrier) return Task.FromResult(new CarrierView(false, 0, 0, 0));
        var window = windows.Of(carrier);
        return Task.FromResult(new CarrierView(true, window.Limit, window.Inside, window.Waiting));
    }
}
