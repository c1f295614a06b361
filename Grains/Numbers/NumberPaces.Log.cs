using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class NumberPaces
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Number}: the provider wants fewer; it asks for a pause of {Wait}")]
    private partial void LogThrottled(string number, TimeSpan? wait);
}
