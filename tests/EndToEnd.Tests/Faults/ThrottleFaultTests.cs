using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>
/// F22: eight numbers with rates of their own send long texts at once. From the provider's own books: no number exceeds its rate in any second, and nearly all of the rate is used.
/// </summary>
[Collection(FaultsCollection.Name)]
public sealed class ThrottleFaultTests
{
    /// <summary>How long each campaign has something to send.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(FaultScale.Of(10, 300));

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Three segments.</summary>
    private static readonly string Body = string.Concat(Enumerable.Repeat("Long words about the sale of this week. ", 10))[..400];

    /// <summary>Sends first: a process that has just started compiles, and reads what it compiles from a cold disk, which is not what is measured.</summary>
    private static readonly (string Number, double Rate, string Country, string People) WarmUp = ("+15125550199", 300, "US", "+15122");

    /// <summary>Each has a country to itself, so that its campaign is sent from it and from no other.</summary>
    private static readonly (string Number, double Rate, string Country, string People)[] Senders =
    [
        ("+3312345678", 1, "FR", "+33612"), ("+4930123456", 3, "DE", "+4915121"), ("+3225551234", 10, "BE", "+32470"), ("+4312345678", 100, "AT", "+436641"),
        ("+4412345678", 1, "GB", "+447400"), ("+3512345678", 3, "PT", "+351912"), ("+4612345678", 10, "SE", "+46701"), ("+4712345678", 100, "NO", "+4741"),
    ];

    [Fact]
    public async Task Numbers_with_rates_of_their_own_never_exceed_them_and_use_them()
    {
        var settings = Senders.Append(WarmUp).SelectMany((sender, i) => new[]
        {
            ($"SendingNumbers:{i}:Number", sender.Number), ($"SendingNumbers:{i}:Type", "long_code"), ($"SendingNumbers:{i}:Countries", sender.Country),
            ($"SendingNumbers:{i}:SegmentsPerSecond", sender.Rate.ToString(CultureInfo.InvariantCulture)),
        });
        // Callbacks have tests of their own; the machine is for what is measured here.
        await using var rig = await Rig.OnSqliteAsync([.. Rig.Brisk, .. Rig.Mute], [.. settings]);
        var first = await DraftAsync(rig.App, WarmUp.Country, Phones(WarmUp.People, 100));
        var campaigns = new List<string>();
        foreach (var sender in Senders) campaigns.Add(await DraftAsync(rig.App, sender.Country, Phones(sender.People, sender.Rate)));
        var shop = new Shop(rig.App);
        await shop.SendAsync(first);
        await EndsAsync(first);
        using var late = new Lateness();
        foreach (var campaign in campaigns) await shop.SendAsync(campaign);
        await Task.WhenAll(campaigns.Select(EndsAsync));

        // A message is handed on some eight times between processes and threads, and each waits for the machine as long as this process does.
        var (lateness, required) = (late.Mean, 0.97 / (1 + 8 * late.Mean.TotalSeconds));
        var taken = await TakenAsync(rig);
        var (violations, used) = (0, new List<(double Rate, double Share, int Worst)>());
        foreach (var sender in Senders)
        {
            var own = taken[sender.Number].OrderBy(message => message.At).ToList();
            Assert.Equal(Phones(sender.People, sender.Rate).Count, own.Count);
            var worst = WorstSecond(own);
            if (worst >= sender.Rate) violations++;
            // The last message is the end of the time the others took.
            var share = own.SkipLast(1).Sum(message => message.Segments) / (own[^1].At - own[0].At).TotalSeconds / sender.Rate;
            // Over all of it nothing is saved up either: a tenth of a second is, for what came late.
            if (own.SkipLast(1).Sum(message => message.Segments) > sender.Rate * ((own[^1].At - own[0].At).TotalSeconds + 0.1) + own[^1].Segments) violations++;
            used.Add((sender.Rate, share, worst));
        }

        var figures = string.Join("; ", used.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"{one.Rate}/s: {one.Share:0.0%} used, worst second {one.Worst} before its last message")));
        FaultScale.Print($"F22 throttle: {Senders.Length} numbers, {taken.Values.Sum(own => own.Count)} messages of three segments, {Work.TotalSeconds:0} s of work each; {violations} violations; {figures}; this process is woken {lateness.TotalMilliseconds:0.0} ms late, {required:0.0%} is required");
        Assert.Equal(0, violations);
        // Ten seconds hold ten messages of a slow number: one that is late is a percent.
        Assert.All(used, one => Assert.True(one.Share >= required - (FaultScale.Soak ? 0 : 0.03), figures));

        Task EndsAsync(string campaign) => Until.AskedAsync(
            new Books(rig.App, rig.Provider.Url, campaign).StatusAsync, status => status == "Sent", Work + TimeSpan.FromSeconds(60), "the campaign ends as Sent");
    }

    [Fact]
    public async Task A_campaign_that_waits_for_a_slow_number_is_cancelled_at_once_and_a_STOP_is_heard_at_once()
    {
        await using var rig = await Rig.OnSqliteAsync(
            Rig.Brisk, ("SendingNumbers:0:Number", "78745"), ("SendingNumbers:0:SegmentsPerSecond", "1"));
        var books = await rig.LaunchAsync(200, Body);
        await Rig.AcceptsMoreThanAsync(books, 0, TimeSpan.FromSeconds(30));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var last = Shop.Phones(200).Last();
        var heard = await new Phone(rig.App, last, sandbox: rig.Provider.Url).TextAsync("STOP");
        var stop = clock.Elapsed;
        Assert.Equal(204, (int)heard["status"]!);

        clock.Restart();
        using var cancel = await rig.App.Http.SendAsync(new HttpRequestMessage(HttpMethod.Patch, $"/api/campaign-send-jobs/{books.Campaign}")
        {
            Content = new StringContent(
                new JsonObject { ["data"] = new JsonObject { ["type"] = "campaign-send-job", ["id"] = books.Campaign, ["attributes"] = new JsonObject { ["action"] = "cancel" } } }.ToJsonString(),
                System.Text.Encoding.UTF8, "application/json"),
        }, TestContext.Current.CancellationToken);
        Assert.True(cancel.IsSuccessStatusCode, await cancel.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await Until.AskedAsync(books.StatusAsync, status => status.StartsWith("Cancelled", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "the campaign is cancelled");
        var cancelled = clock.Elapsed;
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F22 throttle: 200 people wait for a number with 1 segment a second; a STOP is acknowledged after {stop.TotalMilliseconds:0} ms, a cancel is in force after {cancelled.TotalMilliseconds:0} ms"));
        Assert.InRange(stop, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(cancelled, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        // What was under way has arrived by now, and nothing comes after it.
        var after = await books.AcceptedAsync();
        Assert.InRange(after, 1, 20);
    }

    /// <summary>As many as the number can take in the time, and one whose coming ends it.</summary>
    private static List<string> Phones(string prefix, double rate)
    {
        var people = (int)Math.Ceiling(Work.TotalSeconds * rate / 3) + 1;
        return [.. Enumerable.Range(200_000, people).Select(n => string.Create(CultureInfo.InvariantCulture, $"{prefix}{n}"))];
    }

    private static async Task<string> DraftAsync(EmbeddedApp app, string country, List<string> phones)
    {
        var list = (string)(await app.PostAsync("/api/lists", Data("list", new JsonObject { ["name"] = country })))["data"]!["id"]!;
        foreach (var some in phones.Chunk(500))
        {
            var job = Data("profile-subscription-bulk-create-job", new JsonObject
            {
                ["profiles"] = new JsonObject
                {
                    ["data"] = new JsonArray([.. some.Select(phone => (JsonNode)new JsonObject
                    {
                        ["type"] = "profile",
                        ["attributes"] = new JsonObject
                        {
                            ["phone_number"] = phone,
                            ["subscriptions"] = new JsonObject { ["sms"] = new JsonObject { ["marketing"] = new JsonObject { ["consent"] = "SUBSCRIBED" } } },
                        },
                    })]),
                },
            });
            job["data"]!["relationships"] = new JsonObject { ["list"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "list", ["id"] = list } } };
            await app.PostAsync("/api/profile-subscription-bulk-create-jobs", job);
        }

        return await new Shop(app).DraftAsync("Sale " + country, list, Body);
    }

    private static JsonObject Data(string type, JsonObject attributes) => new() { ["data"] = new JsonObject { ["type"] = type, ["attributes"] = attributes } };

    private static async Task<Dictionary<string, List<(DateTimeOffset At, int Segments)>>> TakenAsync(Rig rig)
    {
        var taken = Senders.Append(WarmUp).ToDictionary(sender => sender.Number, _ => new List<(DateTimeOffset, int)>());
        for (var query = "size=1000"; ;)
        {
            var page = await rig.App.GetAsync(new Uri(rig.Provider.Url, "/sandbox/messages?" + query).AbsoluteUri);
            foreach (var message in page["messages"]!.AsArray())
                taken[(string)message!["from"]!].Add(((DateTimeOffset)message["accepted_at"]!, (int)message["segments"]!));
            if (page["next"] is not { } next) return taken;
            query = $"size=1000&before={next}";
        }
    }

    /// <summary>The most segments of any second, its last message left out: a message of several segments reaches beyond its second.</summary>
    private static int WorstSecond(List<(DateTimeOffset At, int Segments)> messages)
    {
        var (worst, inside, first) = (0, 0, 0);
        foreach (var (at, segments) in messages)
        {
            while (messages[first].At <= at - Second) inside -= messages[first++].Segments;
            worst = Math.Max(worst, inside);
            inside += segments;
        }

        return worst;
    }
}
