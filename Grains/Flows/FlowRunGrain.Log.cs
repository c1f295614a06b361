using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class FlowRunGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A run of flow {Flow} broke off and is begun again")]
    private partial void LogBroken(FlowId flow, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message} could not be offered and is due again soon")]
    private partial void LogFailed(MessageId message, Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Flow {Flow} waits: {Number} has sent as much as it may")]
    private partial void LogNumberBusy(FlowId flow, string number);
}
