namespace Sms;

internal sealed partial class SmppInbox
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: a delivery was not recorded; the provider is asked to send it again")]
    private partial void LogNotTaken(string carrier, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Carrier}: a late answer to the submit of {Message} was not recorded")]
    private partial void LogNotLearnt(string carrier, MessageId message, Exception failure);
}
