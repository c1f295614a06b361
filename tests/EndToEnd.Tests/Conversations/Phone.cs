using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>A person with a telephone, who texts the product through the sandbox carrier and reads what comes back.</summary>
internal sealed class Phone(EmbeddedApp app, string number, string shortCode = Phone.OurNumber, Uri? sandbox = null)
{
    /// <summary>The embedded default's short code.</summary>
    public const string OurNumber = "78745";

    private readonly Uri carrier = sandbox ?? app.Sandbox;

    public string Number => number;

    /// <summary>Texts the product and returns the gateway's answer.</summary>
    public async Task<JsonObject> TextAsync(string body, int copies = 1, string? sid = null)
    {
        var text = new JsonObject
        {
            ["from"] = number,
            ["to"] = shortCode,
            ["body"] = body,
            ["copies"] = copies,
            ["sid"] = sid,
            ["url"] = app.Gateway.AbsoluteUri.TrimEnd('/') + "/carriers/sandbox/inbound",
        };
        using var answer = await app.Http.PostAsJsonAsync(new Uri(carrier, "/sandbox/inbound"), text, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }

    /// <summary>What came to this telephone, oldest first: the message's id and the number it came from.</summary>
    public async Task<List<(string Message, string From)>> InboxAsync()
    {
        var page = await app.GetAsync(new Uri(carrier, $"/sandbox/messages?size=1000&to={Uri.EscapeDataString(number)}").AbsoluteUri);
        return [.. page["messages"]!.AsArray().Reverse().Select(message => (((string)message!["status_callback"]!).Split('/')[^1], (string)message["from"]!))];
    }

    /// <summary>The words of the messages that came.</summary>
    public async Task<List<string>> WordsAsync()
    {
        var words = new List<string>();
        foreach (var (message, _) in await InboxAsync()) words.Add((string)(await app.GetAsync("/api/messages/" + message))["data"]!["attributes"]!["body"]!);
        return words;
    }

    public Task<List<string>> WordsAsync(int count) => Until.AskedAsync(WordsAsync, words => words.Count >= count, TimeSpan.FromSeconds(20), $"{count} messages for {number}");

    public async Task<JsonObject> ProfileAsync()
    {
        var found = await app.GetAsync($"/api/profiles?additional-fields[profile]=subscriptions&filter=equals(phone_number,\"{Uri.EscapeDataString(number)}\")");
        return Assert.Single(found["data"]!.AsArray())!.AsObject();
    }

    public async Task<string> IdAsync() => (string)(await ProfileAsync())["id"]!;

    public async Task<string> ConsentAsync() => (string)(await ProfileAsync())["attributes"]!["subscriptions"]!["sms"]!["marketing"]!["consent"]!;

    /// <summary>How many events of this kind the person has.</summary>
    public async Task<int> CountAsync(Metric metric)
    {
        var id = await IdAsync();
        var events = await app.GetAsync($"/api/events?page[size]=1000&filter=and(equals(metric_id,\"{metric.PublicId()}\"),equals(profile_id,\"{id}\"))");
        return events["data"]!.AsArray().Count;
    }

    public static Phone Of(EmbeddedApp app, int n) => new(app, string.Create(CultureInfo.InvariantCulture, $"+1512555{2000 + n}"));
}
