using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class SweepGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The {Stage} sweep of carrier {Carrier} broke off and will go on where it was")]
    private partial void LogBroken(SettleStage stage, string carrier, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Stage} sweep of carrier {Carrier}: no answer about {Silent} messages, an answer about {Answered}")]
    private partial void LogSilent(SettleStage stage, string carrier, int silent, int answered);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Message} could not be asked for")]
    private partial void LogBrokenMessage(MessageId message, Exception failure);
}
