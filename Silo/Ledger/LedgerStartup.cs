using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Brings the schema up to date and starts the writers before the silo starts; stops them, drained, after it has stopped.</summary>
internal sealed class LedgerStartup(
    IMigrations migrations, GroupCommitLedger ledger, IOptions<LedgerOptions> options, TimeProvider clock, PatientStart start) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Applied files are noted in the transaction that applies them: one whose commit got no reply is missing in the next attempt, or is not.
        await start.RunAsync("the ledger's schema", () => migrations.BringUpToDateAsync(options.Value.ApplyMigrations, clock.GetUtcNow()), cancellationToken);
        ledger.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) => ledger.StopAsync().WaitAsync(cancellationToken);
}
