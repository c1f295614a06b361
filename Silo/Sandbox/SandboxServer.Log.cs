namespace Sms;

internal sealed partial class SandboxServer
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Sandbox carrier listens on {Url}; {Pending} messages have callbacks to come")]
    private partial void LogListening(Uri url, int pending);
}
