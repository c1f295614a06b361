using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;
using static Sms.EndToEnd.KlaviyoSdk;

namespace Sms.EndToEnd;

/// <summary>What a client written for Klaviyo does, through Klaviyo's own SDK and nothing else.</summary>
public sealed class KlaviyoSdkTests
{
    private const int People = 40;

    // One in three fails, so that every figure differs from its neighbours; the numbers' ends decide which.
    private static readonly (string, string)[] Carrier =
    [
        ("Sandbox:SilentRate", "0"), ("Sandbox:SentDelayMax", "200"), ("Sandbox:FinalDelayMax", "400"), ("Sandbox:Failures:30003", "0.3"),
    ];

    [Fact]
    public async Task The_official_SDK_keeps_people_and_lists()
    {
        await using var app = await EmbeddedApp.StartAsync(Carrier);
        using var sdk = new KlaviyoSdk(app);

        var created = await sdk.OneAsync("Profiles", "createProfile", Data("profile", new
        {
            phoneNumber = "+14155550123",
            email = "ada@example.test",
            firstName = "Ada",
            location = new { city = "London" },
            properties = new { size = "M" },
        }));
        var id = (string)created["id"]!;
        Assert.Equal(("+14155550123", "Ada", "London", "M"), (
            (string?)created["attributes"]!["phoneNumber"], (string?)created["attributes"]!["firstName"],
            (string?)created["attributes"]!["location"]!["city"], (string?)created["attributes"]!["properties"]!["size"]));

        var again = await Assert.ThrowsAsync<NodePeerException>(() => sdk.CallAsync("Profiles", "createProfile", Data("profile", new { phoneNumber = "+1 415 555 0123" })));
        Assert.Equal(409, again.Status);
        var upserted = await sdk.OneAsync("Profiles", "createOrUpdateProfile", Data("profile", new { phoneNumber = "+1 (415) 555-0123", lastName = "Lovelace" }));
        Assert.Equal((id, "Ada", "Lovelace"), ((string?)upserted["id"], (string?)upserted["attributes"]!["firstName"], (string?)upserted["attributes"]!["lastName"]));
        var updated = await sdk.OneAsync("Profiles", "updateProfile", id, Data("profile", new { title = "Countess" }, id));
        Assert.Equal("Countess", (string?)updated["attributes"]!["title"]);
        var got = await sdk.OneAsync("Profiles", "getProfile", id, new { additionalFieldsProfile = new[] { "subscriptions" } });
        Assert.Equal("NEVER_SUBSCRIBED", (string?)got["attributes"]!["subscriptions"]!["sms"]!["marketing"]!["consent"]);

        var list = await sdk.OneAsync("Lists", "createList", Data("list", new { name = "Friends" }));
        var listId = (string)list["id"]!;
        Assert.Equal("Friends", (string?)(await sdk.OneAsync("Lists", "getList", listId))["attributes"]!["name"]);
        Assert.Contains((await sdk.OneAsync("Lists", "getLists", new { filter = "equals(name,\"Friends\")" })).AsArray(), one => (string?)one!["id"] == listId);
        await sdk.CallAsync("Lists", "addProfilesToList", listId, new { data = new[] { new { type = "profile", id } } });
        Assert.Equal(id, (string?)Assert.Single((await sdk.OneAsync("Lists", "getProfilesForList", listId)).AsArray())!["id"]);

        await SubscribeAsync(sdk, listId, Phones);
        var (ids, pages) = await PageAsync(sdk, "Profiles", "getProfiles", new JsonObject { ["pageSize"] = 15 });
        Assert.Equal((People + 1, 3), (ids.Distinct().Count(), pages));
        Assert.Equal(id, (string?)Assert.Single((await sdk.OneAsync("Profiles", "getProfiles", new { filter = "equals(email,\"ada@example.test\")" })).AsArray())!["id"]);
    }

    [Fact]
    public async Task The_official_SDK_sends_a_campaign_and_reads_what_became_of_it()
    {
        await using var app = await EmbeddedApp.StartAsync(Carrier);
        using var sdk = new KlaviyoSdk(app);
        var list = (string)(await sdk.OneAsync("Lists", "createList", Data("list", new { name = "Newsletter" })))["id"]!;
        await SubscribeAsync(sdk, list, Phones);

        var campaign = await CreateAsync(sdk, list);
        var sent = await sdk.OneAsync("Campaigns", "sendCampaign", Data("campaign-send-job", id: campaign));
        Assert.Equal(campaign, (string?)sent["id"]);
        await Until.SoAsync(async () => (string?)(await sdk.OneAsync("Campaigns", "getCampaignSendJob", campaign))["attributes"]!["status"] == "complete",
            TimeSpan.FromSeconds(20), "the send job completes");
        var (_, truth) = await new Books(app, campaign).SettledAsync(TimeSpan.FromSeconds(20));
        var figures = Books.OfTruth(truth);
        Assert.Equal(People, figures.Sent);
        Assert.InRange(figures.Failed, 1, People - 1);

        var metrics = (await sdk.OneAsync("Metrics", "getMetrics")).AsArray();
        string MetricId(string name) => (string)metrics.Single(metric => (string?)metric!["attributes"]!["name"] == name)!["id"]!;
        var received = MetricId("Received SMS");
        Assert.Equal("Received SMS", (string?)(await sdk.OneAsync("Metrics", "getMetric", received))["attributes"]!["name"]);

        var (events, pages) = await PageAsync(sdk, "Events", "getEvents", new JsonObject
        {
            ["filter"] = $"equals(metric_id,\"{received}\")",
            ["pageSize"] = 7,
            ["sort"] = "datetime",
            ["include"] = new JsonArray("profile", "metric"),
        });
        Assert.Equal((figures.Received, (figures.Received + 6) / 7), (events.Distinct().Count(), pages));

        Assert.Equal(figures.Received, await AggregateAsync(sdk, received));
        Assert.Equal(figures.Sent, await AggregateAsync(sdk, MetricId("Relayed SMS")));
        Assert.Equal(figures.Failed, await AggregateAsync(sdk, MetricId("Failed to Deliver SMS")));
        var report = await sdk.OneAsync("Reporting", "queryCampaignValues", Data("campaign-values-report", new
        {
            statistics = new[] { "recipients", "delivered", "delivery_rate", "failed", "failed_rate" },
            timeframe = new { key = "last_30_days" },
            conversionMetricId = received,
            filter = $"equals(campaign_id,\"{campaign}\")",
        }));
        var row = Assert.Single(report["attributes"]!["results"]!.AsArray())!;
        Assert.Equal((campaign, "sms"), ((string?)row["groupings"]!["campaign_id"], (string?)row["groupings"]!["send_channel"]));
        Assert.Equal((People, figures.Received, figures.Failed), ((int)row["statistics"]!["recipients"]!, (long)row["statistics"]!["delivered"]!, (long)row["statistics"]!["failed"]!));
        Assert.Equal((double)figures.Received / People, (double)row["statistics"]!["delivery_rate"]!, 6);

        await UnsubscribeAsync(sdk, list, Phones[0]);
        var second = await CreateAsync(sdk, list);
        await sdk.CallAsync("Campaigns", "sendCampaign", Data("campaign-send-job", id: second));
        await new Books(app, second).SettledAsync(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(await Handsets.TextedAsync(app), text => text.To == Phones[0] && text.Callback!.Contains(second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_official_SDK_is_told_what_is_wrong()
    {
        await using var app = await EmbeddedApp.StartAsync(Carrier);
        using var stranger = new KlaviyoSdk(app, "pk_wrong");
        Assert.Equal(401, (await Assert.ThrowsAsync<NodePeerException>(() => stranger.CallAsync("Lists", "getLists"))).Status);
        using var sdk = new KlaviyoSdk(app);
        var refused = await Assert.ThrowsAsync<NodePeerException>(() => sdk.CallAsync("Profiles", "createProfile", Data("profile", new { phoneNumber = "12345" })));
        Assert.Equal(400, refused.Status);
        Assert.Contains("/data/attributes/phone_number", refused.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await Assert.ThrowsAsync<NodePeerException>(() => sdk.CallAsync("Campaigns", "getCampaign", "01HZZZZZZZZZZZZZZZZZZZZZZZ"))).Status);
    }

    private static string[] Phones { get; } = [.. Enumerable.Range(0, People).Select(i => string.Create(CultureInfo.InvariantCulture, $"+1212555{100 + i:0000}"))];

    private static Task<JsonNode?> SubscribeAsync(KlaviyoSdk sdk, string list, string[] phones) => sdk.CallAsync("Profiles", "bulkSubscribeProfiles", Data(
        "profile-subscription-bulk-create-job",
        new
        {
            customSource = "SDK",
            profiles = new
            {
                data = phones.Select(phone => new
                {
                    type = "profile",
                    attributes = new { phoneNumber = phone, subscriptions = new { sms = new { marketing = new { consent = "SUBSCRIBED" } } } },
                }),
            },
        },
        relationships: new { list = new { data = new { type = "list", id = list } } }));

    private static Task<JsonNode?> UnsubscribeAsync(KlaviyoSdk sdk, string list, string phone) => sdk.CallAsync("Profiles", "bulkUnsubscribeProfiles", Data(
        "profile-subscription-bulk-delete-job",
        new
        {
            profiles = new
            {
                data = new[]
                {
                    new { type = "profile", attributes = new { phoneNumber = phone, subscriptions = new { sms = new { marketing = new { consent = "UNSUBSCRIBED" } } } } },
                },
            },
        },
        relationships: new { list = new { data = new { type = "list", id = list } } }));

    /// <summary>Creates a draft, reads it back and renames it.</summary>
    private static async Task<string> CreateAsync(KlaviyoSdk sdk, string list)
    {
        var created = await sdk.OneAsync("Campaigns", "createCampaign", Data("campaign", new
        {
            name = "Sale",
            audiences = new { included = new[] { list }, excluded = Array.Empty<string>() },
            sendStrategy = new { method = "immediate" },
            sendOptions = new { useSmartSending = false },
            campaignMessages = new
            {
                data = new[]
                {
                    new
                    {
                        type = "campaign-message",
                        attributes = new { definition = new { channel = "sms", content = new { body = "20% off until Sunday" }, renderOptions = new { addOptOutLanguage = true } } },
                    },
                },
            },
        }));
        var id = (string)created["id"]!;
        Assert.Equal(("Sale", "Draft"), ((string?)created["attributes"]!["name"], (string?)created["attributes"]!["status"]));
        Assert.Equal(list, (string?)Assert.Single(created["attributes"]!["audiences"]!["included"]!.AsArray()));
        await sdk.CallAsync("Campaigns", "updateCampaign", id, Data("campaign", new { name = "Autumn sale" }, id));
        var got = (await sdk.CallAsync("Campaigns", "getCampaign", id, new { include = new[] { "campaign-messages" } }))!;
        Assert.Equal("Autumn sale", (string?)got["data"]!["attributes"]!["name"]);
        var message = Assert.Single(got["included"]!.AsArray())!;
        Assert.Equal("20% off until Sunday", (string?)message["attributes"]!["definition"]!["content"]!["body"]);
        Assert.Equal(message["id"]!.ToString(), (string?)(await sdk.OneAsync("Campaigns", "getCampaignMessage", message["id"]!.ToString()))["id"]);
        Assert.Contains((await sdk.OneAsync("Campaigns", "getCampaigns", "equals(messages.channel,'sms')")).AsArray(), one => (string?)one!["id"] == id);
        return id;
    }

    private static async Task<long> AggregateAsync(KlaviyoSdk sdk, string metric)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var aggregate = await sdk.OneAsync("Metrics", "queryMetricAggregates", Data("metric-aggregate", new
        {
            metricId = metric,
            measurements = new[] { "count", "unique" },
            interval = "hour",
            by = new[] { "$message" },
            timezone = "Europe/Berlin",
            filter = new[] { $"greater-or-equal(datetime,{now.AddHours(-3):yyyy-MM-dd'T'HH:mm:ss}Z)", $"less-than(datetime,{now.AddHours(3):yyyy-MM-dd'T'HH:mm:ss}Z)" },
        }));
        var row = Assert.Single(aggregate["attributes"]!["data"]!.AsArray())!;
        var count = row["measurements"]!["count"]!.AsArray();
        Assert.Equal(aggregate["attributes"]!["dates"]!.AsArray().Count, count.Count);
        return count.Sum(value => (long)value!);
    }

    /// <summary>All pages, each asked for with the link that the page before gave.</summary>
    private static async Task<(List<string> Ids, int Pages)> PageAsync(KlaviyoSdk sdk, string api, string call, JsonObject options)
    {
        var (ids, pages) = (new List<string>(), 0);
        while (true)
        {
            var page = (await sdk.CallAsync(api, call, options))!;
            pages++;
            ids.AddRange(page["data"]!.AsArray().Select(one => (string)one!["id"]!));
            if ((string?)page["links"]?["next"] is not { } next) return (ids, pages);
            options["pageCursor"] = next;
        }
    }
}
