using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class SubscriberGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message} declined: {Reason}")]
    private partial void LogDeclined(MessageId message, SkipReason reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subscriber} unsubscribed ({Method})")]
    private partial void LogUnsubscribed(SubscriberId subscriber, string method);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subscriber} erased")]
    private partial void LogErased(SubscriberId subscriber);
}
