namespace Sms;

internal sealed partial class SmppLine
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Carrier {Carrier}: bound as {SystemId}")]
    private partial void LogBound(string carrier, string systemId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: a bind ended ({Cause}); it is made anew")]
    private partial void LogEnded(string carrier, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: no bind ({Cause}); tried again in {Pause}")]
    private partial void LogNotBound(string carrier, string cause, TimeSpan pause);
}
