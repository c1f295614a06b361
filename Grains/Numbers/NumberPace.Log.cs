using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class NumberPace
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Number}: its share of the rate cannot be asked for, and nothing goes without: {Why}")]
    private static partial void LogUnleased(ILogger logger, string number, string why);
}
