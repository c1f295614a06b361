using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Messages that the carrier took and never speaks of again, so that a test can be the carrier.</summary>
internal static class MutedMessages
{
    private static readonly int[] Areas = [212, 201, 202, 203, 205, 206, 207, 208, 209, 210, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228];

    /// <summary>Sends a campaign to people of whom the sandbox tells nothing; returns it and its messages' ids.</summary>
    public static async Task<(string Campaign, List<string> Messages)> SendAsync(EmbeddedApp app, int people = 1)
    {
        var list = (string)(await app.PostAsync("/api/lists", Data("list", new JsonObject { ["name"] = "Muted " + Guid.NewGuid() })))["data"]!["id"]!;
        var profiles = Enumerable.Range(0, people).Select(i => (JsonNode)Data("profile", new JsonObject
        {
            ["phone_number"] = string.Create(CultureInfo.InvariantCulture, $"+1{Areas[i]}5550177"),
            ["subscriptions"] = new JsonObject { ["sms"] = new JsonObject { ["marketing"] = new JsonObject { ["consent"] = "SUBSCRIBED" } } },
        })["data"]!.DeepClone());
        var order = Data("profile-subscription-bulk-create-job", new JsonObject { ["profiles"] = new JsonObject { ["data"] = new JsonArray([.. profiles]) } });
        order["data"]!["relationships"] = new JsonObject { ["list"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "list", ["id"] = list } } };
        await app.PostAsync("/api/profile-subscription-bulk-create-jobs", order);
        var shop = new Shop(app);
        var campaign = await shop.DraftAsync("Muted", list, "Hello");
        await shop.SendAsync(campaign);
        await Until.AskedAsync(() => new Books(app, campaign).StatusAsync(), status => status == "Sent", TimeSpan.FromSeconds(20), "the campaign is sent");
        var texted = await Handsets.TextedAsync(app);
        var ids = texted.Select(text => text.Callback!.Split('#')[0].Split('/')[^1]).Where(id => id.StartsWith(campaign, StringComparison.Ordinal)).ToList();
        Assert.Equal(people, ids.Count);
        return (campaign, ids);
    }

    /// <summary>The message as the API shows it, whole.</summary>
    public static async Task<string> TraceAsync(EmbeddedApp app, string message) => (await app.GetAsync("/api/messages/" + message)).ToJsonString();

    public static async Task<string> StatusAsync(EmbeddedApp app, string message) =>
        (string)(await app.GetAsync("/api/messages/" + message))["data"]!["attributes"]!["status"]!;

    private static JsonObject Data(string type, JsonObject attributes) => new() { ["data"] = new JsonObject { ["type"] = type, ["attributes"] = attributes } };
}
