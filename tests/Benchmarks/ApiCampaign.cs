using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>A campaign to people of its own, over the public API.</summary>
internal static class ApiCampaign
{
    /// <summary>What the sandbox does to messages from now on; see its behaviour.</summary>
    public static async Task BehaveAsync(EmbeddedApp app, string behaviour)
    {
        using var content = new StringContent(behaviour, Encoding.UTF8, "application/json");
        using var answer = await app.Http.PutAsync(new Uri(app.Sandbox, "/sandbox/behaviour"), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Imports the people, with consent, and drafts a campaign to them; its id.</summary>
    /// <param name="first">The first one's number; benchmarks that send twice begin somewhere else the second time.</param>
    public static async Task<string> DraftAsync(EmbeddedApp app, int people, int first)
    {
        var list = (await app.PostAsync("/api/lists", Node("list", new JsonObject { ["name"] = $"bench {first}" })))["data"]!["id"]!.GetValue<string>();
        for (var at = 0; at < people; at += 1_000)
        {
            var profiles = Enumerable.Range(at, Math.Min(1_000, people - at)).Select(i => (JsonNode)new JsonObject
            {
                ["type"] = "profile",
                ["attributes"] = new JsonObject
                {
                    ["phone_number"] = string.Create(CultureInfo.InvariantCulture, $"+1201{2_000_000 + first + i:0000000}"),
                    ["subscriptions"] = new JsonObject { ["sms"] = new JsonObject { ["marketing"] = new JsonObject { ["consent"] = "SUBSCRIBED" } } },
                },
            });
            var job = Node("profile-subscription-bulk-create-job", new JsonObject { ["profiles"] = new JsonObject { ["data"] = new JsonArray([.. profiles]) } });
            job["data"]!["relationships"] = new JsonObject { ["list"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "list", ["id"] = list } } };
            await app.PostAsync("/api/profile-subscription-bulk-create-jobs", job);
        }

        var message = new JsonObject
        {
            ["type"] = "campaign-message",
            ["attributes"] = new JsonObject
            {
                ["definition"] = new JsonObject
                {
                    ["channel"] = "sms",
                    ["content"] = new JsonObject { ["body"] = "Hi {{ first_name|default:'there' }}, our autumn sale starts today: 20% off everything until Sunday." },
                },
            },
        };
        var campaign = await app.PostAsync("/api/campaigns", Node("campaign", new JsonObject
        {
            ["name"] = "bench",
            ["audiences"] = new JsonObject { ["included"] = new JsonArray(list) },
            ["send_options"] = new JsonObject { ["use_smart_sending"] = false },
            ["campaign-messages"] = new JsonObject { ["data"] = new JsonArray(message) },
        }));
        return campaign["data"]!["id"]!.GetValue<string>();
    }

    public static Task SendAsync(EmbeddedApp app, string campaign) =>
        app.PostAsync("/api/campaign-send-jobs", new JsonObject { ["data"] = new JsonObject { ["type"] = "campaign-send-job", ["id"] = campaign } });

    /// <summary>
    /// Until the sum of these totals is so high. Follows the live totals: an audit recounts every event, and asking for it all the time would be what is
    /// measured.
    /// </summary>
    public static async Task UntilAsync(EmbeddedApp app, string campaign, int people, params string[] totals)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var live = await app.Http.GetStreamAsync(new Uri($"/api/campaigns/{campaign}/live", UriKind.Relative), patience.Token);
        using var lines = new StreamReader(live);
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal)) continue;
            var now = JsonNode.Parse(line[5..])!;
            if (totals.Sum(name => now[name]!.GetValue<long>()) >= people) return;
        }

        throw new InvalidOperationException("The live totals ended before the campaign did");
    }

    private static JsonObject Node(string type, JsonObject attributes) =>
        new() { ["data"] = new JsonObject { ["type"] = type, ["attributes"] = attributes } };
}
