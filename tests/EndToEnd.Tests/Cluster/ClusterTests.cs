using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Two silos, two gateways, the provider and PostgreSQL, each in a process of its own. What happens when one of them dies is in <see cref="SiloFaultTests"/>.</summary>
public sealed class ClusterTests
{
    private const int People = 2_000;
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(20);

    /// <summary>Answers slow enough that a kill finds submits under way.</summary>
    private static readonly (string, string)[] Unhurried = [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "100"), ("Sandbox:AnswerDelayMax", "400")];

    [Fact]
    public async Task A_campaign_over_two_silos_is_told_the_same_by_both_gateways_and_by_the_provider()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 2, gateways: 2, Rig.Brisk);
        var campaign = await ClusterCampaign.LaunchAsync(cluster, People);
        await campaign.AssertExactAsync(unknownAtMost: 0, EndsWithin);
        // Gateways find the way to each silo by their first few calls.
        var (callbacks, passedOn) = (await SumAsync(cluster, "sms_callbacks_total"), await SumAsync(cluster, "sms_callbacks_passed_on_total"));
        FaultScale.Print($"Cluster: {passedOn} of {callbacks} callbacks went on from one silo to another");
        Assert.InRange(callbacks, 2 * People, 4 * People);
        Assert.InRange(passedOn, 0, callbacks / 5);
        // What deploy/README.md tells operators to have.
        var connections = await cluster.ConnectionsAsync();
        Assert.InRange(connections, 1, (2 * 28) + (2 * 2));
        FaultScale.Print($"Cluster: two silos and two gateways kept {connections} connections to PostgreSQL");
        foreach (var silo in cluster.Silos)
            FaultScale.Print(string.Create(CultureInfo.InvariantCulture, $"Cluster: silo {silo.ProcessId} used {CpuSeconds(silo.ProcessId):0.0} s of processor"));
        Assert.All(cluster.Silos, silo => Assert.True(CpuSeconds(silo.ProcessId) > 1));
    }

    [Fact]
    public async Task The_dashboard_is_on_the_ops_port_for_operators_only()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 1, gateways: 1, Rig.Brisk);
        var ops = cluster.Silos[0].Ops;
        Assert.Equal(HttpStatusCode.OK, (await ops.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        foreach (var path in new[] { "/dashboard", "/dashboard/", "/Dashboard/dashboardcounters", "/%64ashboard/trace" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await ops.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);

        ops.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("op:wrong")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ops.GetAsync(new Uri("/dashboard/", UriKind.Relative))).StatusCode);

        ops.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("op:" + LocalCluster.ApiKey)));
        Assert.Contains("<html", await ops.GetStringAsync(new Uri("/dashboard/", UriKind.Relative)), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("totalActivationCount", await ops.GetStringAsync(new Uri("/dashboard/dashboardcounters", UriKind.Relative)), StringComparison.OrdinalIgnoreCase);
        var shop = new Shop(cluster.Gateways[0]);
        var campaign = await shop.DraftAsync("Sale", await shop.ListAsync("Newsletter", 1), "20% off.");
        var state = await ops.GetStringAsync(new Uri($"/dashboard/GrainState?grainType=Sms.CampaignGrain&grainId=campaign/{campaign}", UriKind.Relative));
        Assert.Contains("Draft", state, StringComparison.Ordinal);
        var person = (string)(await cluster.Gateways[0].GetAsync("/api/profiles"))["data"]![0]!["id"]!;
        state = await ops.GetStringAsync(new Uri($"/dashboard/GrainState?grainType=Sms.SubscriberGrain&grainId={person}", UriKind.Relative));
        Assert.Contains("Subscribed", state, StringComparison.Ordinal);
        Assert.DoesNotContain("5550100", state, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await ops.GetAsync(new Uri("/dashboard/trace", UriKind.Relative))).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Gateways[0].Http.GetAsync(new Uri("/dashboard/", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Who_looks_at_one_silo_sees_the_numbers_of_all()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 2, gateways: 1, Rig.Brisk);
        var ops = cluster.Silos[0].Ops;
        ops.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("op:" + LocalCluster.ApiKey)));
        var hosts = await Until.AskedAsync(async () => (await ReadAsync("DashboardCounters"))["hosts"]!.AsArray(), hosts => hosts.Count == 2, Shortly, "two silos");
        foreach (var address in hosts.Select(host => (string)host!["siloAddress"]!))
        {
            await Until.SoAsync(async () => (await ReadAsync($"SiloCounters/{address}")).AsArray().Count > 20, Shortly, $"counters of {address}");
            Assert.StartsWith("10.", (string)(await ReadAsync($"SiloProperties/{address}"))["orleansVersion"]!, StringComparison.Ordinal);
        }

        async Task<JsonNode> ReadAsync(string page) => JsonNode.Parse(await ops.GetStringAsync(new Uri("/dashboard/" + page, UriKind.Relative)))!;
    }

    [Fact]
    public async Task A_silo_that_is_asked_to_stop_leaves_nothing_unknown()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 2, gateways: 2, Unhurried);
        var campaign = await ClusterCampaign.LaunchAsync(cluster, People);
        await campaign.AcceptsMoreThanAsync(People / 4, EndsWithin);
        Assert.Equal(0, await cluster.Silos[0].StopAsync());
        await campaign.AssertExactAsync(unknownAtMost: 0, EndsWithin);
    }

    /// <summary>More blocks than one of two silos has partitions, so that both have something to do.</summary>
    [Fact]
    public async Task A_campaign_is_sent_by_all_silos_at_once()
    {
        const int Blocks = 17;
        const int Waves = 3;
        await using var cluster = await LocalCluster.StartAsync(
            silos: 2, gateways: 1, Unhurried, ("Campaigns:WavesInFlight", $"{Waves}"), ("Campaigns:WaveSize", "50"), ("Campaigns:OffersInFlight", "8"));
        await ClusterCampaign.LaunchAsync(cluster, Blocks * 500);
        await Until.AskedAsync(
            () => Task.WhenAll(cluster.Silos.Select(RunningAsync)), running => running.All(waves => waves >= Waves), EndsWithin, $"{Waves} waves on each silo at the same time");

        static async Task<double> RunningAsync(SiloProcess silo) =>
            ObservedCampaign.Sum(await silo.Ops.GetStringAsync(new Uri("/metrics", UriKind.Relative)), "sms_waves_running");
    }

    [Fact]
    public async Task The_embedded_process_shows_its_dashboard_to_who_is_signed_in_and_can_do_without()
    {
        await using var app = await EmbeddedApp.StartAsync();
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Gateway };
        foreach (var path in new[] { "/dashboard/", "/dashboard/DashboardCounters" })
            Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        Assert.Contains("<html", await app.Http.GetStringAsync(new Uri("/dashboard/", UriKind.Relative)), StringComparison.OrdinalIgnoreCase);

        await using var without = await EmbeddedApp.StartAsync(("Dashboard:Enabled", "false"));
        Assert.Equal(HttpStatusCode.NotFound, (await without.Http.GetAsync(new Uri("/dashboard/", UriKind.Relative))).StatusCode);
    }

    /// <summary>Over all silos and labels; each has the counter from its start.</summary>
    private static async Task<double> SumAsync(LocalCluster cluster, string counter)
    {
        var scrapes = await Task.WhenAll(cluster.Silos.Select(silo => silo.Ops.GetStringAsync(new Uri("/metrics", UriKind.Relative))));
        Assert.All(scrapes, scrape => Assert.Contains(counter, ObservedCampaign.Names(scrape)));
        return scrapes.Sum(scrape => ObservedCampaign.Sum(scrape, counter));
    }

    private static double CpuSeconds(int process)
    {
        using var one = Process.GetProcessById(process);
        return one.TotalProcessorTime.TotalSeconds;
    }
}
