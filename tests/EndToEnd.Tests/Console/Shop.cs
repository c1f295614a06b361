using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>What a small business does through the public API: keep a list, and send it campaigns.</summary>
internal sealed class Shop(EmbeddedApp app)
{
    private static readonly int[] Areas =
    [
        201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239, 240,
    ];

    /// <summary>
    /// A list of people who agreed to be texted. The first 2,500 have numbers from the range set aside for fiction, 100 to an area code; crowds beyond that
    /// have others of the exchange 555. None of them leaves the sandbox.
    /// </summary>
    public async Task<string> ListAsync(string name, int people)
    {
        var list = await PostAsync("/api/lists", new JsonObject { ["type"] = "list", ["attributes"] = new JsonObject { ["name"] = name } });
        foreach (var some in Phones(people).Chunk(500))
            await PostAsync("/api/profile-subscription-bulk-create-jobs", Job("profile-subscription-bulk-create-job", "SUBSCRIBED", some, list));
        return list;
    }

    /// <summary>The first so many people change their minds. They stay on their lists, and are skipped.</summary>
    public Task UnsubscribeAsync(int people) =>
        PostAsync("/api/profile-subscription-bulk-delete-jobs", Job("profile-subscription-bulk-delete-job", "UNSUBSCRIBED", Phones(people), list: null));

    public Task<string> DraftAsync(string name, string list, string body, DateTimeOffset? at = null, bool smart = false, string overCap = "skip") => PostAsync("/api/campaigns", new JsonObject
    {
        ["type"] = "campaign",
        ["attributes"] = new JsonObject
        {
            ["name"] = name,
            ["audiences"] = new JsonObject { ["included"] = new JsonArray(list) },
            ["send_options"] = new JsonObject { ["use_smart_sending"] = smart, ["over_frequency_cap"] = overCap },
            ["send_strategy"] = at is { } time
                ? new JsonObject { ["method"] = "static", ["datetime"] = time.ToString("O", CultureInfo.InvariantCulture) }
                : new JsonObject { ["method"] = "immediate" },
            ["campaign-messages"] = new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject
                {
                    ["type"] = "campaign-message",
                    ["attributes"] = new JsonObject
                    {
                        ["definition"] = new JsonObject { ["channel"] = "sms", ["content"] = new JsonObject { ["body"] = body } },
                    },
                }),
            },
        },
    });

    public Task SendAsync(string campaign) => PostAsync("/api/campaign-send-jobs", new JsonObject { ["type"] = "campaign-send-job", ["id"] = campaign });

    public async Task<JsonObject> AuditAsync(string campaign) =>
        (await app.GetAsync($"/api/campaigns/{campaign}/audit"))["data"]!["attributes"]!.AsObject();

    public static IEnumerable<string> Phones(int people) =>
        Enumerable.Range(0, people).Select(i => i < Areas.Length * 100
            ? string.Create(CultureInfo.InvariantCulture, $"+1{Areas[i / 100]}55501{i % 100:00}")
            : string.Create(CultureInfo.InvariantCulture, $"+1{Areas[i / 8_000 % Areas.Length]}555{2_000 + (i % 8_000)}"));

    private static JsonObject Job(string type, string consent, IEnumerable<string> phones, string? list)
    {
        var profiles = phones.Select(phone => (JsonNode)new JsonObject
        {
            ["type"] = "profile",
            ["attributes"] = new JsonObject
            {
                ["phone_number"] = phone,
                ["subscriptions"] = new JsonObject { ["sms"] = new JsonObject { ["marketing"] = new JsonObject { ["consent"] = consent } } },
            },
        });
        var job = new JsonObject
        {
            ["type"] = type,
            ["attributes"] = new JsonObject { ["profiles"] = new JsonObject { ["data"] = new JsonArray([.. profiles]) } },
        };
        if (list is not null)
            job["relationships"] = new JsonObject { ["list"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "list", ["id"] = list } } };
        return job;
    }

    private async Task<string> PostAsync(string path, JsonObject data) =>
        (await app.PostAsync(path, new JsonObject { ["data"] = data }))["data"]?["id"]?.GetValue<string>() ?? "";
}
