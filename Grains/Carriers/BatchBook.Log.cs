using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class BatchBook
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody asked for {Count} answers that took long: who had sent the callbacks is gone")]
    private partial void LogDropped(int count);
}
