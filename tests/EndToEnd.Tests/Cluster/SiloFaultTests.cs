using System.Diagnostics;
using System.Globalization;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F2 and F3 in a cluster of three: what happens to one silo while a campaign runs over all of them.</summary>
[Collection(FaultsCollection.Name)]
public sealed class SiloFaultTests
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(FaultScale.Of(90, 300));
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    /// <summary>Answers slow enough that a fault finds submits under way.</summary>
    private static readonly (string, string)[] Unhurried = [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "100"), ("Sandbox:AnswerDelayMax", "400")];

    [Fact]
    public async Task Of_three_silos_one_is_killed_and_the_rate_is_back_within_half_a_minute()
    {
        var people = FaultScale.Of(4_000, 40_000);
        await using var cluster = await LocalCluster.StartAsync(silos: 3, gateways: 2, Unhurried);
        var campaign = await ClusterCampaign.LaunchAsync(cluster, people);
        await using var throughput = new Throughput(campaign.Books.AcceptedAsync);
        await campaign.AcceptsMoreThanAsync(people / 4, EndsWithin);
        var before = throughput.Over(Window) ?? throw new InvalidOperationException("A quarter was sent before anybody could look twice");

        var at = await campaign.Books.AcceptedAsync();
        await cluster.Silos[1].KillAsync();
        Assert.InRange(at, 1, people / 2);
        // Three quarters of three silos' rate: the two that are left have the same processors.
        var back = await throughput.ReachesAsync(before * 3 / 4, Window, BackWithin) ?? throw new TimeoutException("Too little is sent, half a minute after the kill");
        var seen = await campaign.AssertExactAsync(unknownAtMost: Rig.InFlight, EndsWithin);
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F2 one of three silos killed at {at} of {people}: {seen}; {before:0}/s before, three quarters of it again after {back.TotalSeconds:0.0} s, two of them to measure it"));
    }

    [Fact]
    public async Task A_silo_that_was_stopped_until_it_was_declared_dead_wakes_and_harms_nobody()
    {
        var people = FaultScale.Of(2_000, 20_000);
        await using var cluster = await LocalCluster.StartAsync(silos: 3, gateways: 2, Unhurried);
        var campaign = await ClusterCampaign.LaunchAsync(cluster, people);
        await campaign.AcceptsMoreThanAsync(people / 5, EndsWithin);

        var zombie = cluster.Silos[1];
        var clock = Stopwatch.StartNew();
        zombie.Pause();
        await Until.SoAsync(async () => await cluster.DeadAsync() == 1, NoticedWithin, "the others declare the stopped silo dead");
        var declared = clock.Elapsed;
        await campaign.AcceptsMoreThanAsync(people * 3 / 5, EndsWithin);
        var at = await campaign.Books.AcceptedAsync();

        clock.Restart();
        zombie.Resume();
        await Until.SoAsync(() => Task.FromResult(zombie.HasExited), NoticedWithin, "the woken silo learns that it is dead, and ends itself");
        var ended = clock.Elapsed;
        var seen = await campaign.AssertExactAsync(unknownAtMost: Rig.InFlight, EndsWithin);
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F3 one of three silos stopped, declared dead after {declared.TotalSeconds:0.0} s, woken at {at} of {people}, gone {ended.TotalSeconds:0.0} s later: {seen}"));
    }
}
