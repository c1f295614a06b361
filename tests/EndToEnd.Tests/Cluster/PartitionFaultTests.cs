using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>
/// F4: one of three silos is cut off from the other two, silently, while it still reaches the database, the provider and the gateways – the worst half, for it
/// can go on sending. Needs network namespaces, that is root on Linux.
/// </summary>
[Collection(FaultsCollection.Name)]
public sealed class PartitionFaultTests
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(FaultScale.Of(90, 300));
    private static readonly TimeSpan EvictedWithin = TimeSpan.FromSeconds(60);

    private static readonly (string, string)[] Unhurried = [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "100"), ("Sandbox:AnswerDelayMax", "400")];

    [Fact]
    public async Task A_silo_cut_off_from_the_others_is_evicted_and_nothing_is_sent_or_counted_twice()
    {
        await DemandNamespacesAsync();
        var people = FaultScale.Of(2_500, 20_000);
        await using var network = await SiloNetwork.StartAsync(3);
        await using var cluster = await LocalCluster.StartAsync(silos: 0, gateways: 0, Unhurried);
        var settings = new NpgsqlConnectionStringBuilder(cluster.Database);
        await using var database = TcpProxy.Start(settings.Port, on: network.Host);
        await using var provider = TcpProxy.Start(cluster.Provider.Url.Port, on: network.Host);
        (settings.Host, settings.Port) = (network.Host.ToString(), database.Port);
        (string, string)[] seenFromThere = [("Cluster:ConnectionString", settings.ConnectionString), ("Carriers:sandbox:BaseUrl", $"http://{network.Host}:{provider.Port}")];
        var silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => cluster.AddSiloAsync(network.Launch(i), seenFromThere)));
        await cluster.AddGatewaysAsync(2);
        var campaign = await ClusterCampaign.LaunchAsync(cluster, people);
        await campaign.AcceptsMoreThanAsync(people / 4, EndsWithin);
        var at = await campaign.Books.AcceptedAsync();

        var clock = Stopwatch.StartNew();
        await network.IsolateAsync(1);
        await Until.SoAsync(async () => await cluster.DeadAsync() == 1, EvictedWithin, "one side is declared dead");
        var declared = clock.Elapsed;
        await Until.SoAsync(() => Task.FromResult(silos[1].HasExited), EvictedWithin, "the silo that was cut off ends itself");
        var ended = clock.Elapsed;
        await network.HealAsync();

        var seen = await campaign.AssertExactAsync(unknownAtMost: Rig.InFlight, EndsWithin);
        Assert.False(silos[0].HasExited);
        Assert.False(silos[2].HasExited);
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F4 one of three silos cut off at {at} of {people}: declared dead after {declared.TotalSeconds:0.0} s, gone after {ended.TotalSeconds:0.0} s, the other two stayed: {seen}"));
    }

    /// <summary>Skipped loudly where there can be no namespaces; with <c>SMS_DEMAND_NAMESPACES=1</c> that is a failure.</summary>
    private static async Task DemandNamespacesAsync()
    {
        if (await SiloNetwork.FindObstacleAsync() is not { } obstacle) return;
        Assert.False(Environment.GetEnvironmentVariable("SMS_DEMAND_NAMESPACES") == "1", $"Network namespaces are demanded, and: {obstacle}");
        FaultScale.Print($"F4 WAS NOT RUN, a partition between silos needs network namespaces: {obstacle}");
        Assert.Skip($"A partition needs network namespaces: {obstacle}");
    }
}
