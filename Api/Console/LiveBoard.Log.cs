namespace Sms;

internal sealed partial class LiveBoard
{
    [LoggerMessage(LogLevel.Debug, "The console is being watched: reading the campaigns")]
    private partial void LogWatching();

    [LoggerMessage(LogLevel.Debug, "Nobody watches the console any more")]
    private partial void LogUnwatched();

    [LoggerMessage(LogLevel.Warning, "The console could not read the campaigns; it shows the last figures and tries again")]
    private partial void LogNotRead(Exception fault);
}
