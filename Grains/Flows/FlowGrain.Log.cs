using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class FlowGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Flow {Flow} is {Status} now")]
    private partial void LogStatus(FlowId flow, FlowStatus status);

    [LoggerMessage(Level = LogLevel.Information, Message = "Flow {Flow} deleted")]
    private partial void LogDeleted(FlowId flow);

    [LoggerMessage(Level = LogLevel.Information, Message = "Flow {Flow} ends for {People} people who were in it")]
    private partial void LogStopped(FlowId flow, int people);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Flow {Flow}, {Person} by {Cause}: {Verdict}")]
    private partial void LogStarted(FlowId flow, SubscriberId person, string cause, FlowEntryVerdict verdict);

    [LoggerMessage(Level = LogLevel.Information, Message = "Flow {Flow} does not start for {Person} by {Cause}: {Verdict}")]
    private partial void LogRefused(FlowId flow, SubscriberId person, string cause, FlowEntryVerdict verdict);

    [LoggerMessage(Level = LogLevel.Information, Message = "Flow {Flow}: {Entered} people entered from {List}; {Refused} were in it before")]
    private partial void LogAdmitted(FlowId flow, ListId list, int entered, int refused);
}
