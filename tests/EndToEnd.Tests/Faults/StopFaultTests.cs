using System.Diagnostics;
using System.Globalization;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F21: people say STOP while a campaign runs. An acknowledged opt-out is a barrier: the provider accepts nothing for that person afterwards.</summary>
public sealed class StopFaultTests
{
    private static readonly int People = FaultScale.Of(3_000, 50_000);

    private const int Pause = 600;

    [Fact]
    public async Task After_an_acknowledged_STOP_the_carrier_accepts_nothing_more_for_that_person_SQLite()
    {
        await using var rig = await Rig.OnSqliteAsync(Rig.Brisk);
        await AssertBarrierAsync("SQLite", await rig.LaunchAsync(People), rig.Provider.Url, [rig.App]);
    }

    [Fact]
    public async Task After_an_acknowledged_STOP_the_carrier_accepts_nothing_more_for_that_person_PostgreSQL()
    {
        await using var rig = await Rig.OnPostgresAsync(Rig.Brisk);
        await AssertBarrierAsync("PostgreSQL", await rig.LaunchAsync(People), rig.Provider.Url, [rig.App]);
    }

    [Fact]
    public async Task After_an_acknowledged_STOP_the_carrier_accepts_nothing_more_for_that_person_three_silos()
    {
        await using var cluster = await LocalCluster.StartAsync(silos: 3, gateways: 2, Rig.Brisk);
        var campaign = await ClusterCampaign.LaunchAsync(cluster, People);
        await AssertBarrierAsync("three silos", campaign.Books, cluster.Provider.Url, cluster.Gateways);
    }

    /// <summary>People move to a silo that joins and from one that leaves, some of them in the middle of an offer.</summary>
    [Fact]
    public async Task After_an_acknowledged_STOP_the_carrier_accepts_nothing_more_for_that_person_while_silos_come_and_go()
    {
        await using var cluster = await LocalCluster.StartAsync(
            silos: 2, gateways: 2, [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "200"), ("Sandbox:AnswerDelayMax", "500")], ("Sending:SubmitWindow:Largest", "48"));
        var campaign = await ClusterCampaign.LaunchAsync(cluster, People);
        await AssertBarrierAsync("silos come and go", campaign.Books, cluster.Provider.Url, cluster.Gateways, 4_000, async () =>
        {
            await cluster.AddSiloAsync();
            Assert.Equal(0, await cluster.Silos[0].StopAsync());
            await cluster.AddSiloAsync();
        });
    }

    [Fact]
    public async Task An_answer_survives_the_death_of_the_process_and_goes_out_once()
    {
        await using var rig = await Rig.OnSqliteAsync(Rig.Brisk);
        var phones = Enumerable.Range(0, FaultScale.Of(5, 50)).Select(n => new Phone(rig.App, string.Create(CultureInfo.InvariantCulture, $"+1512555{3000 + n}"), sandbox: rig.Provider.Url)).ToList();
        foreach (var some in phones.Chunk(5))
        {
            // The provider does not hear the product: the process dies with its requests on the way.
            rig.Line.Freeze();
            var heard = await Task.WhenAll(some.Select(phone => phone.TextAsync("STOP")));
            Assert.All(heard, one => Assert.Equal(204, (int)one["status"]!));
            await rig.App.KillAsync();
            rig.Line.Cut();
            rig.Line.Thaw();
            await rig.App.StartAsync();
        }

        foreach (var phone in phones)
        {
            Assert.Equal("UNSUBSCRIBED", await phone.ConsentAsync());
            await Until.SoAsync(async () => (await phone.InboxAsync()).Count > 0, TimeSpan.FromSeconds(120), $"{phone.Number} has its answer");
        }

        var counts = await Task.WhenAll(phones.Select(phone => phone.InboxAsync()));
        Assert.All(counts, inbox => Assert.Single(inbox));
    }

    /// <param name="gateways">The first takes the callbacks, as a load balancer's address would.</param>
    /// <param name="pause">Longest pause before a STOP, in milliseconds.</param>
    /// <param name="meanwhile">What happens to the cluster.</param>
    private static async Task AssertBarrierAsync(
        string where, Books books, Uri provider, IReadOnlyList<EmbeddedApp> gateways, int pause = Pause, Func<Task>? meanwhile = null)
    {
        var random = new Random(21);
        var stoppers = Shop.Phones(People).OrderBy(_ => random.Next()).Take(People / 100).Select(number => (Number: number, After: random.Next(pause))).ToList();
        await Rig.AcceptsMoreThanAsync(books, 0, TimeSpan.FromSeconds(60));
        var changes = meanwhile?.Invoke() ?? Task.CompletedTask;

        // A few of them at a time, at instants spread over the time the campaign takes.
        var clock = Stopwatch.StartNew();
        var took = new List<double>();
        await Parallel.ForEachAsync(stoppers, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (one, stop) =>
        {
            await Task.Delay(one.After, stop);
            var sent = Stopwatch.GetTimestamp();
            var phone = new Phone(gateways[0], one.Number, sandbox: provider);
            var status = (int)(await phone.TextAsync("STOP"))["status"]!;
            // Of somebody who is moving: not acknowledged, and the provider sends it again.
            while (status == 503 && meanwhile is not null) status = (int)(await phone.TextAsync("STOP"))["status"]!;
            Assert.Equal(204, status);
            lock (took) took.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        });
        var said = clock.Elapsed;
        await changes;
        var (audit, _) = await books.SettledAsync(TimeSpan.FromMinutes(10));
        var truth = await gateways[0].GetAsync(new Uri(provider, $"/sandbox/inbound?campaign={books.Campaign}").AbsoluteUri);
        var (before, after) = (Books.Number(truth, "before"), Books.Number(truth, "after"));
        took.Sort();
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F21 STOP is a barrier ({where}): {People} people, {stoppers.Count} STOPs at random instants of {said.TotalSeconds:0.0} s; {before} had their text before the "
            + $"acknowledgement, {after} after it, {audit["skipped"]} skipped; acknowledged after {took[took.Count / 2]:0} ms (median), {took[^1]:0} ms (longest)"));
        Assert.Equal(stoppers.Count, Books.Number(truth, "acknowledged"));
        Assert.Equal(0, after);
        Assert.Equal(stoppers.Count - before, Books.Number(audit, "skipped"));
        Assert.Empty(audit["differences"]!.AsArray());
        Books.AssertConserved(audit);
    }
}
