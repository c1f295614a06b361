namespace Sms;

internal sealed partial class Failures
{
    [LoggerMessage(LogLevel.Debug, "{Method} {Path}: the client went away")]
    private partial void LogClientGone(string method, PathString path);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path}: answered 503, the silo or its ledger does not answer")]
    private partial void LogUnavailable(string method, PathString path, Exception failure);

    [LoggerMessage(LogLevel.Error, "{ErrorId}: {Method} {Path} failed")]
    private partial void LogFailed(string errorId, string method, PathString path, Exception failure);
}
