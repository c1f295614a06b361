using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Campaigns in Klaviyo's words, for tests that send them in other ways than at once.</summary>
internal sealed class Strategies(EmbeddedApp app)
{
    public static JsonObject Throttled(int percentage) => new()
    {
        ["method"] = "throttled",
        ["datetime"] = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture),
        ["throttle_percentage"] = percentage,
    };

    public static JsonObject Local(DateTimeOffset at, bool past) => new()
    {
        ["method"] = "static",
        ["datetime"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["options"] = new JsonObject { ["is_local"] = true, ["send_past_recipients_immediately"] = past },
    };

    public async Task<string> DraftAsync(string list, JsonObject? strategy = null, JsonObject? test = null, params string[] bodies)
    {
        var attributes = new JsonObject
        {
            ["name"] = "Sale",
            ["audiences"] = new JsonObject { ["included"] = new JsonArray(list) },
            ["send_options"] = new JsonObject { ["use_smart_sending"] = false },
            ["campaign-messages"] = new JsonObject
            {
                ["data"] = new JsonArray([.. (bodies is [] ? ["20% off"] : bodies).Select(body => (JsonNode)new JsonObject
                {
                    ["type"] = "campaign-message",
                    ["attributes"] = new JsonObject { ["definition"] = new JsonObject { ["channel"] = "sms", ["label"] = body, ["content"] = new JsonObject { ["body"] = body } } },
                })]),
            },
        };
        if (strategy is not null) attributes["send_strategy"] = strategy;
        if (test is not null) attributes["ab_test"] = test;
        return (string)(await app.PostAsync("/api/campaigns", new JsonObject { ["data"] = new JsonObject { ["type"] = "campaign", ["attributes"] = attributes } }))["data"]!["id"]!;
    }

    public Task<HttpStatusCode> SendAsync(string campaign, string? key = null) => StatusAsync(HttpMethod.Post, "/api/campaign-send-jobs", Job(campaign, null), key);

    public Task<HttpStatusCode> ActAsync(string campaign, string action) => StatusAsync(HttpMethod.Patch, "/api/campaign-send-jobs/" + campaign, Job(campaign, action));

    public async Task<JsonObject> GetAsync(string campaign) => (await app.GetAsync("/api/campaigns/" + campaign))["data"]!["attributes"]!.AsObject();

    public Task<HttpStatusCode> PatchAsync(string campaign, JsonObject attributes) => StatusAsync(
        HttpMethod.Patch, "/api/campaigns/" + campaign,
        new JsonObject { ["data"] = new JsonObject { ["type"] = "campaign", ["id"] = campaign, ["attributes"] = attributes } });

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, JsonObject body, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        // Every no says why.
        if ((int)answer.StatusCode >= 400) Assert.NotEqual("", (string?)JsonNode.Parse(text)!["errors"]![0]!["detail"]);
        return answer.StatusCode;
    }

    private static JsonObject Job(string campaign, string? action)
    {
        var data = new JsonObject { ["type"] = "campaign-send-job", ["id"] = campaign };
        if (action is not null) data["attributes"] = new JsonObject { ["action"] = action };
        return new JsonObject { ["data"] = data };
    }
}
