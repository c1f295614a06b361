using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class ResendGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Message} never arrived at the provider and is to be submitted again at {Due:u}: {Why}")]
    private partial void LogPutOff(MessageId message, DateTimeOffset due, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Message} waited to be submitted again; the provider was asked anew: {Verdict}")]
    private partial void LogProved(MessageId message, SettleVerdict verdict);
}
