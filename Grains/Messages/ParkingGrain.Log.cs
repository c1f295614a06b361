using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class ParkingGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A look through the parked receipts broke off and will be made again")]
    private partial void LogBroken(Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Joined} of {Tried} parked receipts found their message")]
    private partial void LogJoined(int joined, int tried);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Expired} parked receipts found no message within {ParkedFor} and are forgotten")]
    private partial void LogExpired(int expired, TimeSpan parkedFor);
}
