using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class CarrierDesk
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Callback of {Carrier} parked ({Kind}, status '{VendorStatus}')")]
    private partial void LogParked(string carrier, CallbackKind kind, string? vendorStatus);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Callback refused: {Verdict}")]
    private partial void LogRefused(CallbackVerdict verdict);
}
