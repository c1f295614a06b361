using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Two silos bound to one provider, which sends receipts by either's bind, whoever submitted. One of them dies.</summary>
public sealed class SmppFaultTests
{
    private const int People = 1_500, Window = 32;
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(120);

    /// <summary>Answers slow enough that a kill finds submits under way.</summary>
    private static readonly (string, string)[] Unhurried =
        [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "50"), ("Sandbox:AnswerDelayMax", "200"), ("Sandbox:DuplicateRate", "0.1"), ("Sandbox:Failures:30003", "0.1")];

    [Fact]
    public async Task What_one_silo_submitted_the_other_hears_of_also_after_a_kill()
    {
        var address = $"smpp://127.0.0.1:{EmbeddedApp.FreePort()}";
        await using var cluster = await LocalCluster.StartAsync(
            silos: 2, gateways: 1, [.. Unhurried, ("Sandbox:SmppUrl", address)],
            ("Carriers:sandbox:Dialect", "Smpp"), ("Carriers:sandbox:BaseUrl", address), ("Carriers:sandbox:Window", $"{Window}"));
        var shop = new Shop(cluster.Gateways[0]);
        var campaign = await shop.DraftAsync("Sale", await shop.ListAsync("Newsletter", People), "20% off everything until Sunday.");
        var books = new Books(cluster.Gateways[0], cluster.Provider.Url, campaign) { IsAll = true };
        await shop.SendAsync(campaign);
        await Until.AskedAsync(books.AcceptedAsync, accepted => accepted > People / 3, EndsWithin, "a third is sent");
        await cluster.Silos[1].KillAsync();

        var (audit, truth) = await SettledAsync(books);
        var unknown = Books.Number(audit, "submit_unknown");
        FaultScale.Print($"SMPP, one of two silos killed: {Rig.Summary(audit, truth)}");
        // Nobody was told the ids of what the dead silo had under way: their receipts are parked, and nobody is texted again.
        Assert.InRange(unknown, 0, Window);
        Assert.Equal(People, Books.Number(audit, "relayed") + unknown);
        Assert.InRange(Books.Number(truth, "accepted"), People - unknown, People);
        var texted = await Handsets.TextedAsync(cluster.Gateways[0], cluster.Provider.Url);
        Assert.Equal(texted.Count, texted.Select(text => text.To).Distinct().Count());
        Assert.InRange(Books.Number(audit, "received"), Books.Number(truth, "delivered") - unknown, Books.Number(truth, "delivered"));
        Assert.True(Books.Number(audit, "failed") > 0);
        Assert.Empty(audit["differences"]!.AsArray());
        Books.AssertConserved(audit);
        Assert.Equal(Books.Of(audit), await books.ReportAsync());
        Assert.Equal(Books.Of(audit), await books.EventsAsync());
    }

    /// <summary>The campaign is sent, the provider has told everything, and everything that was relayed has its last word.</summary>
    private static async Task<(JsonObject Audit, JsonObject Truth)> SettledAsync(Books books)
    {
        await Until.AskedAsync(books.StatusAsync, status => status == "Sent", EndsWithin, "the campaign ends as Sent", acrossDeath: true);
        var ends = await Until.AskedAsync(
            async () => new Ends(await books.AuditAsync(), await books.TruthAsync()),
            both => Books.Number(both.Truth, "waiting") == 0 && Books.Number(both.Audit, "in_flight") == 0
                && Books.Number(both.Audit, "relayed") + Books.Number(both.Audit, "submit_unknown") == People,
            EndsWithin, "what was relayed has its last word", acrossDeath: true);
        return (ends.Audit, ends.Truth);
    }

    private sealed record Ends(JsonObject Audit, JsonObject Truth);
}
