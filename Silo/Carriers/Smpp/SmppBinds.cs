namespace Sms;

/// <summary>Binds once the silo can take what comes in, and unbinds before it goes.</summary>
internal sealed class SmppBinds(ConfiguredCarriers carriers, CarrierDesk desk, CarrierCounters counters, TimeProvider clock, ILogger<SmppInbox> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (adapter, line) in carriers.Smpp) line.Start(new SmppInbox(adapter.Settings, adapter.Receipts, desk, counters, clock, logger));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(carriers.Smpp.Select(one => one.Line.StopAsync()));
}
