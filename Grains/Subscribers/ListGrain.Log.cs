using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class ListGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{People} people stay off {List}: they unsubscribed from it")]
    private partial void LogKeptOff(ListId list, int people);
}
