using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Brings the schema up to date and starts the writers before the silo starts; stops them, drained, after it has stopped.</summary>
internal sealed class LedgerStartup(IMigrations migrations, GroupCommitLedger ledger, IOptions<LedgerOptions> options, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await migrations.BringUpToDateAsync(options.Value.ApplyMigrations, clock.GetUtcNow());
        ledger.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) => ledger.StopAsync().WaitAsync(cancellationToken);
}
