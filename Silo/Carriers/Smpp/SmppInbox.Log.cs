namespace Sms;

internal sealed partial class SmppInbox
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: a delivery was not recorded; the provider is asked to send it again")]
    private partial void LogNotTaken(string carrier, Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Carrier {Carrier}: there is no room for a delivery; the provider is asked to send it again")]
    private partial void LogPutOff(string carrier);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: a delivery that cannot be read is refused")]
    private partial void LogUnreadable(string carrier);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: a late answer to the submit of {Message} was not recorded")]
    private partial void LogNotLearnt(string carrier, MessageId message, Exception failure);
}
