using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class LiveNumbers
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The sending numbers cannot be read; what is known of them is {Age} old: {Why}")]
    private partial void LogOld(TimeSpan age, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sending numbers: {Sending} send, {Others} do not")]
    private partial void LogRead(int sending, int others);
}
