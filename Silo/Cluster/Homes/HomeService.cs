using Orleans.Runtime;
using Orleans.Services;

namespace Sms;

/// <summary>Where the other silos ask this one. A service and no grain: it answers until the silo is gone, also while it shuts down.</summary>
internal interface IHomeService : IGrainService
{
    /// <inheritdoc cref="PeopleHomes.LeaveAsync"/>
    [Alias("leave")] Task LeaveAsync(long version, int[] partitions);
}

/// <inheritdoc cref="IHomeService"/>
internal sealed class HomeService(GrainId id, Silo silo, ILoggerFactory logging, PeopleHomes homes) : GrainService(id, silo, logging), IHomeService
{
    public Task LeaveAsync(long version, int[] partitions) => homes.LeaveAsync(version, partitions, StoppedCancellationTokenSource.Token);
}
