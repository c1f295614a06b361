using Orleans.Runtime;
using Orleans.Runtime.Services;

namespace Sms;

/// <summary>By way of each silo's <see cref="IHomeService"/>.</summary>
internal sealed class Neighbours(IServiceProvider services, IClusterMembershipService membership) : INeighbours
{
    private readonly Lazy<Client> client = new(() => new Client(services));

    public Task LeaveAsync(SiloAddress silo, long version, IReadOnlyList<int> partitions) => client.Value.At(silo).LeaveAsync(version, [.. partitions]);

    public Task RefreshAsync(long version, CancellationToken cancellation) => membership.Refresh(new MembershipVersion(version), cancellation).AsTask();

    /// <summary>Made at the first use: what it needs needs the directory, which needs this.</summary>
    private sealed class Client(IServiceProvider services) : GrainServiceClient<IHomeService>(services)
    {
        public IHomeService At(SiloAddress silo) => GetGrainService(silo);
    }
}
