using Orleans.Runtime;

namespace Sms;

/// <summary>The other silos, as far as the moving of people needs them.</summary>
internal interface INeighbours
{
    /// <summary>Completes when that silo has seen this version and has nobody of these partitions awake under an earlier one. Throws when it does not answer.</summary>
    Task LeaveAsync(SiloAddress silo, long version, IReadOnlyList<int> partitions);

    /// <summary>Brings this silo's view up to the version, or nearer to it.</summary>
    Task RefreshAsync(long version, CancellationToken cancellation);
}
