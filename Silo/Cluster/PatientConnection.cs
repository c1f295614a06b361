using Orleans.Runtime;

namespace Sms;

/// <summary>Tries the cluster again until it answers: gateways and silos start in any order, and a service manager need not know which.</summary>
internal sealed partial class PatientConnection(TimeProvider clock, ILogger<PatientConnection> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return false;
        LogWaiting(Pause, exception.Message);
        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo answers yet, asking again in {Pause} ({Cause})")]
    private partial void LogWaiting(TimeSpan pause, string cause);
}
