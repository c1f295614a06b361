namespace Sms;

/// <summary>
/// Makes the counters that alerts look at begin at nothing, once somebody listens: Prometheus sees no increase in a series that appears with its first event.
/// </summary>
internal sealed class CountersFromZero(
    MessageCounters messages, CarrierCounters callbacks, AuditCounters audits, ParkingCounters parking, WaveCounters waves, AgendaCounters agenda,
    FlowCounters flows, LedgerInstruments ledger, ICarriers carriers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        messages.Begin(carriers.Names);
        callbacks.Begin(carriers.Names);
        audits.Begin();
        parking.Begin();
        waves.Begin();
        agenda.Begin();
        flows.Begin();
        ledger.Begin();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
