using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>
/// The product as a child process, over its public API: import, send, sandbox over HTTP, signed callbacks, received. Gateway, silo, database and
/// the provider's side share the machine. Prints the process's peak of resident memory too.
/// </summary>
internal static class EndToEndBenchmark
{
    public static async Task<Figure> RunAsync(BenchOptions options)
    {
        PostgresServer? server = null;
        List<(string, string)> settings =
        [
            ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Sms", "Warning"),
        ];
        if (options.Database == "postgres")
        {
            server = await PostgresServer.StartAsync();
            settings.Add(("Cluster:ConnectionString", await server.CreateDatabaseAsync()));
        }

        Figure figure;
        await using (var app = await EmbeddedApp.StartAsync([.. settings]))
        {
            await BehaveAsync(app);
            await CampaignAsync(app, options.Messages / 4, 0);
            await app.GetAsync(new Uri(app.Sandbox, "/sandbox/latency?reset=true").ToString());
            var measured = await CampaignAsync(app, options.Messages, options.Messages);
            var latency = await app.GetAsync(new Uri(app.Sandbox, "/sandbox/latency").ToString());
            var truth = await app.GetAsync(new Uri(app.Sandbox, "/sandbox/truth").ToString());
            figure = new Figure("e2e", options.Database, options.Messages, "messages", measured, string.Create(
                CultureInfo.InvariantCulture,
                $"callbacks answered within {latency["p50"]} ms (p50), {latency["p99"]} ms (p99)  peak {PeakMemory.Read(app.ProcessId):N0} MB resident, sandbox's side included"));
            Console.WriteLine(figure);
            Console.WriteLine($"sandbox's truth: accepted {truth["accepted"]}, delivered {truth["delivered"]}, texted twice {truth["texted_twice"]}");
            var sent = options.Messages / 4 + options.Messages;
            if ((long)truth["delivered"]! != sent || (long)truth["texted_twice"]! != 0) throw new WrongResultException($"{sent} people were to be texted, each once");
        }

        if (server is not null) await server.DisposeAsync();
        return figure;
    }

    /// <summary>Everything is delivered, in two callbacks, at once.</summary>
    private static async Task BehaveAsync(EmbeddedApp app)
    {
        using var content = new StringContent(
            """{"failures":{},"silent_rate":0,"sent_delay_min":0,"sent_delay_max":20,"final_delay_min":0,"final_delay_max":50}""", Encoding.UTF8, "application/json");
        using var answer = await app.Http.PutAsync(new Uri(app.Sandbox, "/sandbox/behaviour"), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Messages a second from the send request until the last receipt is counted.</summary>
    public static async Task<double> CampaignAsync(EmbeddedApp app, int people, int first)
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
            ["campaign-messages"] = new JsonObject { ["data"] = new JsonArray(message) },
        }));
        var id = campaign["data"]!["id"]!.GetValue<string>();
        var started = Stopwatch.GetTimestamp();
        await app.PostAsync("/api/campaign-send-jobs", new JsonObject { ["data"] = new JsonObject { ["type"] = "campaign-send-job", ["id"] = id } });
        await UntilSettledAsync(app, id, people);
        return people / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Follows the live totals: an audit recounts every event, and asking for it all the time would be what is measured.</summary>
    private static async Task UntilSettledAsync(EmbeddedApp app, string campaign, int people)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var live = await app.Http.GetStreamAsync(new Uri($"/api/campaigns/{campaign}/live", UriKind.Relative), patience.Token);
        using var lines = new StreamReader(live);
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal)) continue;
            var totals = JsonNode.Parse(line[5..])!;
            if (Count("received") + Count("failed") + Count("refused") + Count("skipped") >= people) return;

            long Count(string name) => totals[name]!.GetValue<long>();
        }

        throw new InvalidOperationException("The live totals ended before the campaign did");
    }

    private static JsonObject Node(string type, JsonObject attributes) =>
        new() { ["data"] = new JsonObject { ["type"] = type, ["attributes"] = attributes } };
}
