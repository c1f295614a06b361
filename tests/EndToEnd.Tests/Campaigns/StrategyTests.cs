using System.Net;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>What a client of the API does with a campaign besides sending it at once.</summary>
public sealed class StrategyTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Fifty_clients_that_send_a_campaign_at_once_send_it_once_with_one_key_and_with_none()
    {
        await using var app = await EmbeddedApp.StartAsync(Rig.Brisk);
        var (shop, strategies) = (new Shop(app), new Strategies(app));
        const int People = 300;
        var list = await shop.ListAsync("Newsletter", People);
        foreach (var key in new[] { null, "the same" })
        {
            var campaign = await strategies.DraftAsync(list);
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => strategies.SendAsync(campaign, key)));
            Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.Accepted or HttpStatusCode.Conflict, $"{answer}"));
            // With one key the first answer is repeated to those who come after it; without, all others hear that it was sent.
            var accepted = answers.Count(answer => answer == HttpStatusCode.Accepted);
            Assert.True(key is null ? accepted == 1 : accepted >= 1, $"{accepted} accepted");
            var (audit, truth) = await new Books(app, campaign).SettledAsync(Soon);
            // Whose number failed for good in the first campaign is skipped in the second.
            Assert.Equal(People, Books.Number(audit, "relayed") + Books.Number(audit, "skipped"));
            Assert.Equal(Books.Number(audit, "relayed"), Books.Number(truth, "accepted"));
            Assert.Equal(0, Books.Number(truth, "texted_twice"));
            Assert.Single(app.Output.Split('\n'), line => line.Contains($"{campaign} launched", StringComparison.Ordinal));
            FaultScale.Print($"F23 50 × POST campaign-send-jobs, {(key is null ? "no key" : "one key")}: {accepted} accepted, {50 - accepted} told that it was sent; {Books.Number(truth, "accepted")} people, each texted once");
        }
    }

    [Fact]
    public async Task A_campaign_is_scheduled_put_to_another_time_reverted_sent_and_cancelled_in_Klaviyo_s_words()
    {
        await using var app = await EmbeddedApp.StartAsync(Rig.Brisk);
        var (shop, strategies) = (new Shop(app), new Strategies(app));
        var at = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(9).AddHours(10), TimeSpan.Zero);
        var campaign = await strategies.DraftAsync(await shop.ListAsync("Newsletter", 20), Strategies.Local(at, past: true));
        Assert.Equal(HttpStatusCode.Conflict, await strategies.ActAsync(campaign, "cancel"));
        Assert.Equal(HttpStatusCode.Accepted, await strategies.SendAsync(campaign));
        var scheduled = await strategies.GetAsync(campaign);
        Assert.Equal("Scheduled", (string?)scheduled["status"]);
        Assert.Equal(
            ("static", true, true),
            ((string?)scheduled["send_strategy"]!["method"], (bool)scheduled["send_strategy"]!["options"]!["is_local"]!, (bool)scheduled["send_strategy"]!["options"]!["send_past_recipients_immediately"]!));

        Assert.Equal(HttpStatusCode.Conflict, await strategies.ActAsync(campaign, "pause"));
        Assert.Equal(HttpStatusCode.Conflict, await strategies.ActAsync(campaign, "resume"));
        Assert.Equal(HttpStatusCode.Conflict, await strategies.PatchAsync(campaign, new JsonObject { ["name"] = "Other" }));
        Assert.Equal(HttpStatusCode.OK, await strategies.PatchAsync(campaign, new JsonObject { ["send_strategy"] = Strategies.Local(at.AddDays(1), past: false) }));
        Assert.Equal(at.AddDays(1), DateTimeOffset.Parse((string)(await strategies.GetAsync(campaign))["send_strategy"]!["datetime"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(HttpStatusCode.NoContent, await strategies.ActAsync(campaign, "revert"));
        Assert.Equal("Draft", (string?)(await strategies.GetAsync(campaign))["status"]);
        Assert.Equal(HttpStatusCode.OK, await strategies.PatchAsync(campaign, new JsonObject { ["name"] = "Other", ["send_strategy"] = Strategies.Throttled(50) }));
        Assert.Equal(50, (int)(await strategies.GetAsync(campaign))["send_strategy"]!["throttle_percentage"]!);

        Assert.Equal(HttpStatusCode.Accepted, await strategies.SendAsync(campaign));
        var books = new Books(app, campaign);
        await Until.AskedAsync(books.AcceptedAsync, accepted => accepted == 10, Soon, "half of them have it");
        Assert.Equal(0, (await Shell.RunAsync(app, "pause", campaign)).Exit);
        var paused = await strategies.GetAsync(campaign);
        Assert.Equal("Paused", (string?)paused["status"]);
        Assert.NotNull(paused["paused_at"]);
        var job = (await app.GetAsync("/api/campaign-send-jobs/" + campaign))["data"]!["attributes"]!;
        Assert.Equal("processing", (string?)job["status"]);
        Assert.Equal(HttpStatusCode.Conflict, await strategies.SendAsync(campaign));
        Assert.Equal(0, (await Shell.RunAsync(app, "resume", campaign)).Exit);
        Assert.Equal("Sending", (string?)(await strategies.GetAsync(campaign))["status"]);
        Assert.Equal(0, (await Shell.RunAsync(app, "cancel", campaign)).Exit);
        Assert.Equal("Cancelled", (string?)(await strategies.GetAsync(campaign))["status"]);
        Assert.Equal(HttpStatusCode.Conflict, await strategies.ActAsync(campaign, "resume"));
        Assert.Equal(10, await books.AcceptedAsync());
        Books.AssertConserved(await books.AuditAsync());
    }

    [Fact]
    public async Task Variations_are_tried_the_best_goes_to_the_rest_and_each_has_its_own_row_in_the_report()
    {
        await using var app = await EmbeddedApp.StartAsync([.. Rig.Brisk, ("Sandbox:Numbers:0", "failed:30005")]);
        var (shop, strategies) = (new Shop(app), new Strategies(app));
        const int People = 200;
        var campaign = await strategies.DraftAsync(
            await shop.ListAsync("Newsletter", People), test: new JsonObject { ["test_percentage"] = 30, ["test_minutes"] = 0.05 }, bodies: ["One", "Two", "Three"]);
        await strategies.SendAsync(campaign);
        var books = new Books(app, campaign);
        var (audit, _) = await books.SettledAsync(Soon);

        var told = await Until.AskedAsync(
            async () => await strategies.GetAsync(campaign), one => one["variations"]!.AsArray().Sum(row => (long)row!["figures"]!["received"]!) == Books.Number(audit, "received"), Soon,
            "variations have their receipts");
        Assert.NotNull((string?)told["ab_test"]!["winner"]);
        var rows = told["variations"]!.AsArray();
        foreach (var figure in new[] { "targeted", "skipped", "submitted", "relayed", "received", "failed" })
            Assert.Equal(Books.Number(audit, figure), rows.Sum(row => (long)row!["figures"]![figure]!));
        var winner = rows.Single(row => (string?)row!["id"] == (string?)told["ab_test"]!["winner"])!;
        Assert.Equal(160, (int)winner["figures"]!["targeted"]!);

        var report = await app.PostAsync("/api/campaign-values-reports", new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "campaign-values-report",
                ["attributes"] = new JsonObject
                {
                    ["statistics"] = new JsonArray("recipients", "sent", "delivered", "failed"),
                    ["timeframe"] = new JsonObject { ["key"] = "last_7_days" },
                    ["conversion_metric_id"] = Metric.ReceivedSms.PublicId(),
                    ["group_by"] = new JsonArray("campaign_id", "campaign_message_id", "variation", "variation_name"),
                    ["filter"] = $"equals(campaign_id,\"{campaign}\")",
                },
            },
        });
        var results = report["data"]!["attributes"]!["results"]!.AsArray();
        Assert.Equal(["One", "Three", "Two"], results.Select(row => (string)row!["groupings"]!["variation_name"]!).Order(StringComparer.Ordinal));
        foreach (var row in results)
        {
            var same = rows.Single(one => (string?)one!["id"] == (string?)row!["groupings"]!["variation"])!["figures"]!;
            Assert.Equal(
                ((double)(long)same["targeted"]!, (double)(long)same["relayed"]!, (double)(long)same["received"]!, (double)(long)same["failed"]!),
                ((double)row!["statistics"]!["recipients"]!, (double)row["statistics"]!["sent"]!, (double)row["statistics"]!["delivered"]!, (double)row["statistics"]!["failed"]!));
        }

        var messages = (await app.GetAsync($"/api/campaigns/{campaign}/campaign-messages"))["data"]!.AsArray();
        Assert.Equal(rows.Select(row => (string?)row!["id"]), messages.Select(message => (string?)message!["id"]));
        Assert.Equal(messages[2]!["id"]!.ToString(), (string?)(await app.GetAsync("/api/campaign-messages/" + messages[2]!["id"]))["data"]!["id"]);
    }

    [Fact]
    public async Task An_estimate_says_how_many_would_be_skipped_and_why()
    {
        await using var app = await EmbeddedApp.StartAsync(Rig.Brisk);
        var (shop, strategies) = (new Shop(app), new Strategies(app));
        var campaign = await strategies.DraftAsync(await shop.ListAsync("Newsletter", 30));
        await shop.UnsubscribeAsync(4);
        var job = await app.PostAsync("/api/campaign-recipient-estimation-jobs", new JsonObject
        {
            ["data"] = new JsonObject { ["type"] = "campaign-recipient-estimation-job", ["id"] = campaign },
        });
        Assert.Equal(("campaign-recipient-estimation-job", campaign), ((string?)job["data"]!["type"], (string?)job["data"]!["id"]));
        Assert.Equal("complete", (string?)(await app.GetAsync("/api/campaign-recipient-estimation-jobs/" + campaign))["data"]!["attributes"]!["status"]);
        var estimate = (await app.GetAsync("/api/campaign-recipient-estimations/" + campaign))["data"]!;
        Assert.Equal("campaign-recipient-estimation", (string?)estimate["type"]);
        Assert.Equal((26, 30), ((int)estimate["attributes"]!["estimated_recipient_count"]!, (int)estimate["attributes"]!["targeted"]!));
        var skipped = Assert.Single(estimate["attributes"]!["skipped"]!.AsArray())!;
        Assert.Equal(("Unsubscribed", 4), ((string?)skipped["reason"], (int)skipped["count"]!));
    }
}
