using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class NumberGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Number}: {What} changed from {From} to {To}: {Reason}")]
    private partial void LogChanged(string number, string what, string? from, string? to, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Number}: the provider wants fewer, and it goes on with {Rate} segments a second")]
    private partial void LogSlowed(string number, double rate);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Number} is back at its own rate")]
    private partial void LogBack(string number);
}
