using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>SIGKILL while a campaign runs: no code of ours sees it coming. The restarted process finds everything it needs on disk.</summary>
public sealed class KilledProcessTests
{
    private const int People = 2_500;
    /// <summary>Requests at once, as <c>Carriers:sandbox:Connections</c> has it by default.</summary>
    private const int InFlight = 256;
    private static readonly TimeSpan ResumesWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SendTime = TimeSpan.FromSeconds(30);

    // Slow enough in its answers that a kill finds submits under way, quick in its receipts, and without the silence that nothing but time ends.
    private static readonly (string, string)[] SlowCarrier =
    [
        ("Sandbox:AnswerDelayMin", "150"), ("Sandbox:AnswerDelayMax", "600"), ("Sandbox:SentDelayMin", "0"), ("Sandbox:SentDelayMax", "200"),
        ("Sandbox:FinalDelayMin", "50"), ("Sandbox:FinalDelayMax", "600"), ("Sandbox:DuplicateRate", "0.1"), ("Sandbox:ReorderRate", "0.1"), ("Sandbox:SilentRate", "0"),
    ];

    [Fact]
    public async Task A_campaign_killed_at_launch_and_again_in_its_middle_finishes_by_itself_and_texts_nobody_twice()
    {
        await using var app = await EmbeddedApp.StartAsync(SlowCarrier);
        await KillTwiceAsync(app, app.Sandbox);
    }

    [Fact]
    public async Task With_a_carrier_that_survives_and_PostgreSQL_the_same_holds()
    {
        await using var carrier = await EmbeddedApp.StartAsync(SlowCarrier);
        await using var app = await EmbeddedApp.StartAsync(
            ("Carriers:sandbox:BaseUrl", carrier.Sandbox.AbsoluteUri), ("Cluster:ConnectionString", await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()));
        await KillTwiceAsync(app, carrier.Sandbox);
    }

    private static async Task KillTwiceAsync(EmbeddedApp app, Uri sandbox)
    {
        var shop = new Shop(app);
        var campaign = await shop.DraftAsync("Sale", await shop.ListAsync("Newsletter", People), "Hi {{ first_name|default:'there' }}, 20% off.");
        var books = new Books(app, sandbox, campaign);

        await shop.SendAsync(campaign);
        await app.KillAsync();
        await app.StartAsync();
        await Until.AskedAsync(() => AcceptedAsync(books), accepted => accepted > People / 3, ResumesWithin + SendTime, "the campaign resumes after a kill at launch");

        await app.KillAsync();
        await app.StartAsync();
        var before = await AcceptedAsync(books);
        Assert.InRange(before, 1, People - 1);
        await Until.AskedAsync(() => AcceptedAsync(books), accepted => accepted > before, ResumesWithin, "the campaign resumes after a kill in its middle");

        var (audit, truth) = await books.SettledAsync(ResumesWithin + SendTime);
        Assert.Equal(0, Books.Number(truth, "texted_twice"));
        var texted = await Handsets.TextedAsync(app, sandbox);
        Assert.Equal(texted.Count, texted.Select(text => text.To).Distinct().Count());
        Assert.Equal(People, Books.Number(audit, "targeted"));
        Assert.Equal(0, Books.Number(audit, "skipped"));
        // Intents whose request died with the process: nobody can tell whether they were sent, so they are not sent again. At most what was in flight, per kill.
        Assert.Equal(People, texted.Count + Books.Number(audit, "submit_unknown"));
        Assert.InRange(Books.Number(audit, "submit_unknown"), 0, 2 * InFlight);
        Assert.Empty(audit["differences"]!.AsArray());
        Books.AssertConserved(audit);
        Assert.Equal(Books.OfTruth(truth), Books.Of(audit));
        Assert.Equal(Books.OfTruth(truth), await books.ReportAsync());
        Assert.Equal(Books.OfTruth(truth), await books.EventsAsync());
        Assert.Equal(Books.OfTruth(truth), await books.AggregatesAsync());
    }

    private static async Task<long> AcceptedAsync(Books books) => Books.Number(await books.TruthAsync(), "accepted");
}
