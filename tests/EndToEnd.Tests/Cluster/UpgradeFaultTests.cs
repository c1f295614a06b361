using System.Diagnostics;
using System.Globalization;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F25: two builds side by side on one database, as in every rolling upgrade.</summary>
public sealed class UpgradeFaultTests
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(FaultScale.Of(120, 300));

    private static readonly (string, string)[] Slow = [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "500"), ("Sandbox:AnswerDelayMax", "1500")];

    [Fact]
    public async Task Silo_by_silo_the_next_version_takes_over_in_mid_campaign_and_one_of_the_old_comes_back()
    {
        var building = Stopwatch.StartNew();
        var next = new SiloLaunch { Assembly = await NextVersion.BuildAsync() };
        var built = building.Elapsed;
        var people = FaultScale.Of(4_000, 20_000);
        // So many a second and silo, whatever the machine: the campaign outlasts the upgrade.
        var window = FaultScale.Of(24, 96).ToString(CultureInfo.InvariantCulture);
        await using var cluster = await LocalCluster.StartAsync(silos: 2, gateways: 2, Slow, ("Sending:SubmitWindow:Largest", window));
        var campaign = await ClusterCampaign.LaunchAsync(cluster, people);
        await campaign.AcceptsMoreThanAsync(people / 20, EndsWithin);

        // Its migration runs under the load of the other two.
        await cluster.AddSiloAsync(next);
        Assert.True(await cluster.HasColumnAsync("next"), "The next version brought its migration");
        var side = await campaign.Books.AcceptedAsync();
        await campaign.AcceptsMoreThanAsync(side + (people / 10), EndsWithin);
        Assert.Equal(0, await cluster.Silos[0].StopAsync());
        await cluster.AddSiloAsync(next);
        Assert.Equal(0, await cluster.Silos[1].StopAsync());
        var upgraded = await campaign.Books.AcceptedAsync();

        // Rolled back: an old one starts on the new schema, beside a new one.
        await cluster.AddSiloAsync();
        Assert.Equal(0, await cluster.Silos[2].StopAsync());
        var back = await campaign.Books.AcceptedAsync();
        var seen = await campaign.AssertExactAsync(unknownAtMost: 0, EndsWithin);
        Assert.True(side < people - 100, "Both versions were at work at once");
        Assert.True(upgraded < people, "The next version was at work alone");
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F25 {people} messages: the next version (built in {built.TotalSeconds:0} s) beside the old from {side}, alone at {upgraded}, an old one back by {back}: {seen}"));
    }
}
