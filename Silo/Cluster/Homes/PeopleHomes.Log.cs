using Orleans.Runtime;

namespace Sms;

internal sealed partial class PeopleHomes
{
    [LoggerMessage(LogLevel.Information, "With membership {Version}, {Gained} partitions come to this silo, which has {Total} now")]
    private partial void LogView(long version, int gained, int total);

    [LoggerMessage(LogLevel.Warning, "Silo {Silo} has not given up {Partitions} partitions yet, it is asked again: {Reason}")]
    private partial void LogAgain(SiloAddress silo, int partitions, string reason);
}
