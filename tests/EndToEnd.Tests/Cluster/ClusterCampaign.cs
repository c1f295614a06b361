using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>A campaign through a cluster, drafted at one gateway and sent at another, and every account of it there is.</summary>
internal sealed class ClusterCampaign
{
    private readonly LocalCluster cluster;
    private readonly int people;

    private ClusterCampaign(LocalCluster cluster, int people, string id) =>
        (this.cluster, this.people, Books) = (cluster, people, new Books(cluster.Gateways[0], cluster.Provider.Url, id));

    public Books Books { get; }

    public static async Task<ClusterCampaign> LaunchAsync(LocalCluster cluster, int people)
    {
        var shop = new Shop(cluster.Gateways[0]);
        var id = await shop.DraftAsync("Sale", await shop.ListAsync("Newsletter", people), "20% off everything until Sunday.");
        await new Shop(cluster.Gateways[^1]).SendAsync(id);
        return new ClusterCampaign(cluster, people, id);
    }

    public Task<long> AcceptsMoreThanAsync(long than, TimeSpan within) => Rig.AcceptsMoreThanAsync(Books, than, within);

    /// <summary>
    /// Waits for the end. Then report, events, series and audit of every gateway must be the provider's own books, and nobody may have been texted twice.
    /// <paramref name="unknownAtMost"/>: intents whose request may have died with a process; they are not sent again, and not counted as sent.
    /// </summary>
    public async Task<string> AssertExactAsync(int unknownAtMost, TimeSpan within)
    {
        var (_, truth) = await Books.SettledAsync(within);
        var texted = await Handsets.TextedAsync(cluster.Gateways[0], cluster.Provider.Url);
        Assert.Equal(texted.Count, texted.Select(text => text.To).Distinct().Count());
        Assert.Equal(0, Books.Number(truth, "texted_twice"));
        JsonObject audit = [];
        foreach (var gateway in cluster.Gateways)
        {
            var theirs = new Books(gateway, cluster.Provider.Url, Books.Campaign);
            audit = await theirs.AuditAsync();
            Books.AssertConserved(audit);
            Assert.Empty(audit["differences"]!.AsArray());
            Assert.Equal(people, Books.Number(audit, "targeted"));
            Assert.Equal(0, Books.Number(audit, "skipped"));
            Assert.InRange(Books.Number(audit, "submit_unknown"), 0, unknownAtMost);
            Assert.Equal(people, texted.Count + Books.Number(audit, "submit_unknown") + Books.Number(audit, "refused"));
            var figures = Books.Of(audit);
            Assert.Equal(Books.Number(truth, "accepted"), figures.Sent);
            Assert.Equal(figures, await theirs.ReportAsync());
            Assert.Equal(figures, await theirs.EventsAsync());
            Assert.Equal(figures, await theirs.AggregatesAsync());
        }
        return Rig.Summary(audit, truth);
    }
}
