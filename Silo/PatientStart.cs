namespace Sms;

/// <summary>
/// For work of the start that finds out by itself what is done already. A database that is about to come up, or whose word on a commit was lost, must not end
/// the process: the work is done again a few times, some four seconds in all. Nothing else is waited for, and what is wrong for good fails at once.
/// </summary>
internal sealed partial class PatientStart(TimeProvider clock, ILogger<PatientStart> logger)
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(string what, Func<Task> work, CancellationToken cancellation)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception failure) when (attempt < Attempts && (failure is LedgerUnavailableException || PostgresDatabase.IsOutage(failure)))
            {
                LogAgain(what, pause, failure.InnerException?.Message ?? failure.Message);
            }

            await Task.Delay(pause, clock, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database was lost while {What} was brought up to date; what it has done is looked up in {Pause} ({Cause})")]
    private partial void LogAgain(string what, TimeSpan pause, string cause);
}
