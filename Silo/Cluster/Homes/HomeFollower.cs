using Orleans.Runtime;

namespace Sms;

/// <summary>Has every new view followed as soon as it is known here, calls or none: people wait for it on other silos.</summary>
internal sealed class HomeFollower(PeopleHomes homes, IClusterMembershipService membership) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var changed in membership.MembershipUpdates.WithCancellation(stoppingToken)) homes.CatchUp(changed.Version.Value);
    }
}
