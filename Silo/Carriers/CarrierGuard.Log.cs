namespace Sms;

internal sealed partial class CarrierGuard
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: submit of {Message} ended without an answer ({Cause}); it will be settled by receipt or look-up")]
    private partial void LogUnknown(string carrier, MessageId message, string? cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: {Message} did not leave, the carrier cannot be reached ({Cause})")]
    private partial void LogUnreachable(string carrier, MessageId message, string? cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Carrier {Carrier} keeps not answering: submits pause")]
    private partial void LogBreakerOpened(string carrier);

    [LoggerMessage(Level = LogLevel.Information, Message = "Carrier {Carrier} answers again: submits go on")]
    private partial void LogBreakerClosed(string carrier);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Carrier} turns the account away ({Code}): {Detail}. Nothing is sent and campaigns wait. Check the configured credentials and the account")]
    private partial void LogTurnedAway(string carrier, string? code, string? detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Carrier} lets the account in again")]
    private partial void LogLetIn(string carrier);
}
