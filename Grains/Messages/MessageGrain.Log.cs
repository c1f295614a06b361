using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class MessageGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message} skipped: {Reason}")]
    private partial void LogSkipped(MessageId message, SkipReason reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message} was turned away by its provider and is not tried again: {Reason}")]
    private partial void LogWithdrawn(MessageId message, SkipReason reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Message} exists already and is {Status}")]
    private partial void LogExists(MessageId message, MessageStatus status);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message}: the carrier wants it later ({Code}): {Detail}")]
    private partial void LogThrottled(MessageId message, string? code, string? detail);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message}: {Outcome} ({Code}): {Detail}")]
    private partial void LogNotRelayed(MessageId message, Metric outcome, string? code, string? detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Message}: its submit was cut off; found by the provider's look-up: {Found}")]
    private partial void LogLookedUp(MessageId message, bool found);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message}: its submit was cut off, and the provider cannot be asked: {Why}")]
    private partial void LogNotLookedUp(MessageId message, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message}: its receipt is missing, and the provider cannot be asked: {Why}")]
    private partial void LogNotFetched(MessageId message, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Message} is unconfirmed: the provider says '{Found}'")]
    private partial void LogUnconfirmed(MessageId message, string found);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Message} never arrived at the provider and is submitted again")]
    private partial void LogSubmittedAgain(MessageId message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message} waited for its turn until the recipient's hours ended at {ValidUntil:u}")]
    private partial void LogTooLate(MessageId message, DateTimeOffset validUntil);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message}: receipt '{VendorStatus}' is {Outcome}")]
    private partial void LogReceiptIgnored(MessageId message, ReceiptOutcome outcome, string vendorStatus);
}
