using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Sms;

/// <summary>The few calls of the public API that the demo makes, over HTTP as any client would.</summary>
internal sealed class DemoClient(Uri gateway, string apiKey) : IDisposable
{
    private readonly HttpClient http = new()
    {
        BaseAddress = gateway,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Klaviyo-API-Key", apiKey) },
    };

    public async Task<string> CreateListAsync(string name, CancellationToken stop)
    {
        var answer = await PostAsync("/api/lists", new JsonObject { ["type"] = "list", ["attributes"] = new JsonObject { ["name"] = name } }, stop);
        return answer["data"]!["id"]!.GetValue<string>();
    }

    /// <summary>Subscribes people by number; they join the list with it.</summary>
    public async Task SubscribeAsync(string list, IEnumerable<string> phones, CancellationToken stop)
    {
        var profiles = phones.Select(phone => (JsonNode)new JsonObject
        {
            ["type"] = "profile",
            ["attributes"] = new JsonObject
            {
                ["phone_number"] = phone,
                ["subscriptions"] = new JsonObject
                {
                    ["sms"] = new JsonObject { ["marketing"] = new JsonObject { ["consent"] = "SUBSCRIBED" } },
                },
            },
        });
        await PostAsync(
            "/api/profile-subscription-bulk-create-jobs",
            new JsonObject
            {
                ["type"] = "profile-subscription-bulk-create-job",
                ["attributes"] = new JsonObject
                {
                    ["custom_source"] = "Demo",
                    ["profiles"] = new JsonObject { ["data"] = new JsonArray([.. profiles]) },
                },
                ["relationships"] = new JsonObject { ["list"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "list", ["id"] = list } } },
            },
            stop);
    }

    public async Task<string> CreateCampaignAsync(string name, string list, string body, CancellationToken stop)
    {
        var message = new JsonObject
        {
            ["type"] = "campaign-message",
            ["attributes"] = new JsonObject
            {
                ["definition"] = new JsonObject { ["channel"] = "sms", ["content"] = new JsonObject { ["body"] = body } },
            },
        };
        var answer = await PostAsync(
            "/api/campaigns",
            new JsonObject
            {
                ["type"] = "campaign",
                ["attributes"] = new JsonObject
                {
                    ["name"] = name,
                    ["audiences"] = new JsonObject { ["included"] = new JsonArray(list) },
                    // The demo may be played again within the day.
                    ["send_options"] = new JsonObject { ["use_smart_sending"] = false },
                    ["campaign-messages"] = new JsonObject { ["data"] = new JsonArray(message) },
                },
            },
            stop);
        return answer["data"]!["id"]!.GetValue<string>();
    }

    public Task SendAsync(string campaign, CancellationToken stop) =>
        PostAsync("/api/campaign-send-jobs", new JsonObject { ["type"] = "campaign-send-job", ["id"] = campaign }, stop);

    /// <summary>The audit's attributes: integers by name, <c>verified_at</c> and <c>differences</c>.</summary>
    public async Task<JsonObject> AuditAsync(string campaign, CancellationToken stop)
    {
        using var answer = await http.GetAsync(new Uri($"/api/campaigns/{campaign}/audit", UriKind.Relative), stop);
        var body = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stop))!;
        return body["data"]!["attributes"]!.AsObject();
    }

    /// <summary>What the sandbox itself says became of the campaign's messages.</summary>
    public async Task<JsonObject> TruthAsync(Uri sandbox, string campaign, CancellationToken stop)
    {
        using var answer = await http.GetAsync(new Uri(sandbox, $"/sandbox/truth?campaign={campaign}"), stop);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stop))!.AsObject();
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonObject> PostAsync(string path, JsonObject data, CancellationToken stop)
    {
        using var content = JsonContent.Create(new JsonObject { ["data"] = data });
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }
}
