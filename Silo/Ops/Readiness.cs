using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Sms;

/// <summary>Whether this silo, not another, may be given work: the others take it for active and its ledger answers.</summary>
internal sealed class Readiness(ISiloStatusOracle silos, IProfileStore profiles, IHostApplicationLifetime lifetime, IOptions<OpsOptions> options, TimeProvider clock)
{
    /// <summary>Null: nothing is wrong.</summary>
    public async Task<string?> FindFaultAsync(CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return "stopping";
        if (silos.CurrentStatus != SiloStatus.Active) return $"silo {silos.CurrentStatus}";
        try
        {
            // One row, by its key.
            await profiles.ReadSecretAsync().WaitAsync(TimeSpan.FromSeconds(options.Value.ReadyTimeoutSeconds), clock, cancellation);
            return null;
        }
        catch (Exception failure) when (failure is LedgerUnavailableException or TimeoutException)
        {
            return "ledger unavailable";
        }
    }
}
