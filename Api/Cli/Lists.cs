using System.Text.Json.Nodes;

namespace Sms.Terminal;

/// <summary>Lists, which people call by name.</summary>
internal static class Lists
{
    public static async Task<string?> FindAsync(Session session, string name)
    {
        for (var page = "/api/lists?page[size]=100"; page is not null;)
        {
            var answer = await session.Api.GetAsync(page, session.Cancellation);
            foreach (var list in answer["data"] as JsonArray ?? [])
                if (list?["attributes"]?["name"]?.ToString() == name || list?["id"]?.ToString() == name)
                    return list["id"]!.ToString();
            page = ApiClient.NextOf(answer);
        }
        return null;
    }

    public static async Task<string> FindOrCreateAsync(Session session, string name)
    {
        if (await FindAsync(session, name) is { } known)
            return known;
        var created = await session.Api.PostAsync("/api/lists", new JsonObject
        {
            ["data"] = new JsonObject { ["type"] = "list", ["attributes"] = new JsonObject { ["name"] = name } },
        }, session.Cancellation);
        return created["data"]?["id"]?.ToString() ?? throw new CommandFailure("The server created the list without telling its id.");
    }

    /// <summary>How many people are on it, by the list's own word or else by counting them.</summary>
    public static async Task<long> CountAsync(Session session, string id)
    {
        var list = await session.Api.GetAsync($"/api/lists/{id}?additional-fields[list]=profile_count", session.Cancellation);
        if (list["data"]?["attributes"]?["profile_count"]?.GetValue<long>() is { } told)
            return told;
        long count = 0;
        for (var page = $"/api/lists/{id}/relationships/profiles?page[size]=1000"; page is not null;)
        {
            var answer = await session.Api.GetAsync(page, session.Cancellation);
            count += (answer["data"] as JsonArray)?.Count ?? 0;
            page = ApiClient.NextOf(answer);
        }
        return count;
    }
}
