using Microsoft.Extensions.Logging;

namespace Sms;

internal sealed partial class ReconciliationGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The comparison with the list of carrier {Carrier} broke off and will be made again")]
    private partial void LogBroken(string carrier, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Carrier {Carrier}, {Day}: {Missing} messages without a receipt, {Found} of them with a last word at the provider")]
    private partial void LogReconciled(string carrier, DateOnly day, int missing, int found);
}
