using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class SubscriberGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message} declined: {Reason}")]
    private partial void LogDeclined(MessageId message, SkipReason reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message} deferred until {Until:u}: {Reason}")]
    private partial void LogDeferred(MessageId message, DateTimeOffset until, SkipReason reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subscriber} unsubscribed ({Method})")]
    private partial void LogUnsubscribed(SubscriberId subscriber, string method);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subscriber} texted: {Heard}, {Move}")]
    private partial void LogHeard(SubscriberId subscriber, string heard, ConsentMove move);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Text {ProviderId} of {Subscriber} came again")]
    private partial void LogHeardBefore(SubscriberId subscriber, string providerId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subscriber} gets no answer ({Answer}); answered by the provider: {Answered}")]
    private partial void LogUnanswered(SubscriberId subscriber, AnswerKind answer, bool answered);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subscriber} gets no answer: {From} may not send, and no other number can")]
    private partial void LogNoNumber(SubscriberId subscriber, string from);

    [LoggerMessage(Level = LogLevel.Information, Message = "An answer to {Subscriber} waits: {From} has sent as much as it may")]
    private partial void LogNumberBusy(SubscriberId subscriber, string from);

    [LoggerMessage(Level = LogLevel.Information, Message = "A text of {Subscriber} does not start flow {Flow}: {Verdict}")]
    private partial void LogNoFlow(SubscriberId subscriber, FlowId flow, FlowEntryVerdict verdict);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Flows of a text of {Subscriber} are not started yet; the agenda comes back to them")]
    private partial void LogNotStarted(SubscriberId subscriber, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Conversation of {Subscriber} decided: {Move} ({Method})")]
    private partial void LogDecided(SubscriberId subscriber, ConsentMove move, string method);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer to {Subscriber} could not be sent and stays on the agenda")]
    private partial void LogAnswerFailed(SubscriberId subscriber, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subscriber} erased")]
    private partial void LogErased(SubscriberId subscriber);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subscriber} is suppressed by rule {Rule}")]
    private partial void LogSuppressed(SubscriberId subscriber, string rule);
}
