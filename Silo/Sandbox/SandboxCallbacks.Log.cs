namespace Sms;

internal sealed partial class SandboxCallbacks
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Sandbox: callback {Url} got {Status} (0: no connection, -1: no answer); it is posted again")]
    private partial void LogRetry(string url, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sandbox: callback {Url} got {Status} (0: no connection, -1: no answer) and is given up after {Attempts} attempts")]
    private partial void LogGivenUp(string url, int status, int attempts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sandbox: the end of {Sid} could not be written ({Cause})")]
    private partial void LogNotFinished(string sid, string cause);
}
