using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>One account of what became of a campaign's messages.</summary>
internal sealed record Figures(long Sent, long Received, long Failed);

/// <summary>Every place the product tells a campaign's figures, and the sandbox's own ledger to hold them against.</summary>
internal sealed class Books(EmbeddedApp app, Uri sandbox, string campaign)
{
    public Books(EmbeddedApp app, string campaign) : this(app, app.Sandbox, campaign) { }

    public string Campaign => campaign;

    public Uri Sandbox => sandbox;

    public async Task<JsonObject> AuditAsync() => (await app.GetAsync($"/api/campaigns/{campaign}/audit"))["data"]!["attributes"]!.AsObject();

    /// <summary>The sandbox has sent nothing else: over SMPP it never learns a campaign's name.</summary>
    public bool IsAll { get; init; }

    public async Task<JsonObject> TruthAsync() => await app.GetAsync(new Uri(sandbox, "/sandbox/truth" + (IsAll ? "" : "?campaign=" + campaign)).AbsoluteUri);

    /// <summary>How many messages the sandbox has accepted in all, told by the number in its newest id: a question that costs nothing, however often it is asked.</summary>
    public async Task<long> AcceptedAsync()
    {
        var newest = (await app.GetAsync(new Uri(sandbox, "/sandbox/messages?size=1").AbsoluteUri))["messages"]!.AsArray();
        return newest.Count == 0 ? 0 : long.Parse(((string)newest[0]!["sid"]!).AsSpan(18), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    public async Task<string> StatusAsync() => (string)(await app.GetAsync($"/api/campaigns/{campaign}"))["data"]!["attributes"]!["status"]!;

    /// <summary>
    /// Waits until the campaign is sent and nothing is left to happen: no callback waits, and what was relayed and delivered is known here. Of messages whose
    /// last callback got lost the product may know more than it was told: it looks up what a crash cut off.
    /// </summary>
    public async Task<(JsonObject Audit, JsonObject Truth)> SettledAsync(TimeSpan within)
    {
        await Until.AskedAsync(StatusAsync, status => status == "Sent", within, "the campaign ends as Sent");
        var books = await Until.AskedAsync(
            async () => new Pair(await TruthAsync(), await AuditAsync()),
            pair => Number(pair.Truth, "waiting") == 0 && Number(pair.Audit, "relayed") == Number(pair.Truth, "accepted")
                && Within(pair, "received", "delivered", "silent_delivered") && Within(pair, "failed", "failed", "silent_failed"),
            within, "the audit is the sandbox's truth");
        return (books.Audit, books.Truth);
    }

    public async Task<Figures> ReportAsync()
    {
        var report = await app.PostAsync("/api/campaign-values-reports", Request("campaign-values-report", new JsonObject
        {
            ["statistics"] = new JsonArray("sent", "delivered", "failed"),
            ["timeframe"] = new JsonObject { ["key"] = "last_7_days" },
            ["conversion_metric_id"] = Metric.ReceivedSms.PublicId(),
            ["filter"] = $"equals(campaign_id,\"{campaign}\")",
        }));
        var row = Assert.Single(report["data"]!["attributes"]!["results"]!.AsArray())!["statistics"]!;
        return new Figures((long)(double)row["sent"]!, (long)(double)row["delivered"]!, (long)(double)row["failed"]!);
    }

    public async Task<Figures> AggregatesAsync() => new(
        await AggregateAsync(Metric.RelayedSms), await AggregateAsync(Metric.ReceivedSms),
        await AggregateAsync(Metric.FailedToDeliverSms) - await AggregateAsync(Metric.FailureRetracted));

    /// <summary>Counted from the event feed, page by page; each message may say each thing once.</summary>
    public async Task<Figures> EventsAsync() => new(
        await CountEventsAsync(Metric.RelayedSms), await CountEventsAsync(Metric.ReceivedSms),
        await CountEventsAsync(Metric.FailedToDeliverSms) - await CountEventsAsync(Metric.FailureRetracted));

    public static Figures Of(JsonObject audit) => new(Number(audit, "relayed"), Number(audit, "received"), Number(audit, "failed"));

    public static Figures OfTruth(JsonObject truth) => new(Number(truth, "accepted"), Number(truth, "delivered"), Number(truth, "failed"));

    public static long Number(JsonObject figures, string name) => (long)figures[name]!;

    /// <summary>The laws that hold at any moment.</summary>
    public static void AssertConserved(JsonObject audit)
    {
        long Of(string name) => Number(audit, name);
        Assert.Equal(Of("targeted"), Of("skipped") + Of("deferred") + Of("submitted"));
        Assert.Equal(Of("submitted"), Of("relayed") + Of("refused") + Of("submit_unknown"));
        Assert.Equal(Of("relayed"), Of("received") + Of("failed") + Of("unconfirmed") + Of("in_flight"));
    }

    private async Task<long> AggregateAsync(Metric metric)
    {
        var now = TimeProvider.System.GetUtcNow();
        var answer = await app.PostAsync("/api/metric-aggregates", Request("metric-aggregate", new JsonObject
        {
            ["metric_id"] = metric.PublicId(),
            ["measurements"] = new JsonArray("count"),
            ["interval"] = "hour",
            ["filter"] = new JsonArray(
                $"greater-or-equal(datetime,{At(now.AddHours(-3))})", $"less-than(datetime,{At(now.AddHours(2))})", $"equals($message,\"{campaign}\")"),
        }));
        return answer["data"]!["attributes"]!["data"]!.AsArray().Sum(row => row!["measurements"]!["count"]!.AsArray().Sum(value => (long)(decimal)value!));
    }

    private async Task<long> CountEventsAsync(Metric metric) => (await MessagesWithAsync(metric)).Count;

    /// <summary>The messages that have such an event, from the event feed; each may have it once.</summary>
    public async Task<HashSet<string>> MessagesWithAsync(Metric metric)
    {
        var seen = new HashSet<string>();
        var page = $"/api/events?filter=and(equals(metric_id,\"{metric.PublicId()}\"),equals(campaign_id,\"{campaign}\"))&page[size]=500";
        while (page is not null)
        {
            var answer = await app.GetAsync(page);
            foreach (var one in answer["data"]!.AsArray())
                Assert.True(seen.Add((string)one!["attributes"]!["event_properties"]!["Message Id"]!), $"{metric} twice for one message");
            page = (string?)answer["links"]!["next"];
        }
        return seen;
    }

    private static bool Within(Pair pair, string ours, string told, string untold) =>
        Number(pair.Audit, ours) - Number(pair.Truth, told) is >= 0 and var more && more <= Number(pair.Truth, untold);

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Request(string type, JsonObject attributes) => new() { ["data"] = new JsonObject { ["type"] = type, ["attributes"] = attributes } };

    private sealed record Pair(JsonObject Truth, JsonObject Audit)
    {
        public override string ToString() => $"{Truth.ToJsonString()} {Audit.ToJsonString()}";
    }
}
