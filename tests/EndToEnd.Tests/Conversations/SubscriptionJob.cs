using System.Text.Json.Nodes;

namespace Sms.EndToEnd;

/// <summary>The resource by which a client subscribes one person, to a list or to none.</summary>
internal static class SubscriptionJob
{
    public static JsonObject Of(string phone, string? list)
    {
        var job = new JsonObject
        {
            ["type"] = "profile-subscription-bulk-create-job",
            ["attributes"] = new JsonObject
            {
                ["profiles"] = new JsonObject
                {
                    ["data"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "profile",
                        ["attributes"] = new JsonObject
                        {
                            ["phone_number"] = phone,
                            ["subscriptions"] = new JsonObject { ["sms"] = new JsonObject { ["marketing"] = new JsonObject { ["consent"] = "SUBSCRIBED" } } },
                        },
                    }),
                },
            },
        };
        if (list is not null) job["relationships"] = new JsonObject { ["list"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "list", ["id"] = list } } };
        return job;
    }
}
