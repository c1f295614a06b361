namespace Sms;

/// <summary>
/// Makes the counters that alerts look at begin at nothing, once somebody listens: Prometheus sees no increase in a series that appears with its first event.
/// </summary>
internal sealed class CountersFromZero(
    MessageCounters messages, CarrierCounters callbacks, AuditCounters audits, ParkingCounters parking, WaveCounters waves, AgendaCounters agenda,
    FlowCounters flows, LedgerInstruments ledger, ISendingNumbers numbers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var carriers = numbers.All.Select(number => number.Carrier).Distinct(StringComparer.Ordinal).ToList();
        messages.Begin(carriers);
        callbacks.Begin(carriers);
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
