namespace Sms;

internal sealed partial class LedgerWriter
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Entries} entries got no answer from the database and is tried again in {Pause}: {Reason}")]
    private partial void LogRetry(int entries, TimeSpan pause, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Entries} entries was given up: the database does not answer")]
    private partial void LogGivenUp(int entries, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Entries} entries was refused by the database and is halved: {Reason}")]
    private partial void LogHalved(int entries, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refused an entry of stream {Stream}")]
    private partial void LogRefused(string stream, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another activation wrote version {Version} of stream {Stream} before this {Metric}")]
    private partial void LogConflict(string stream, int version, Metric metric);
}
