using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>People enter flows, by a keyword and by a list, and get their texts.</summary>
public sealed class FlowTests(ConversingApp running) : IClassFixture<ConversingApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly EmbeddedApp app = running.App;

    [Fact]
    public async Task A_keyword_starts_a_flow_whose_text_is_received_and_counted_and_starts_it_once()
    {
        var list = await CreateAsync("/api/lists", "list", new JsonObject { ["name"] = "Welcome", ["opt_in_process"] = "single_opt_in" });
        var (flow, message) = await FlowAsync("Welcome", trigger: null, Send("Hello {{ first_name|default:'there' }}"));
        await KeywordAsync("welcome", (string)list["id"]!, flow);
        var phone = Phone.Of(app, 501);

        // A draft starts nobody, and the text is heard all the same.
        await phone.TextAsync("Welcome");
        Assert.Equal("SUBSCRIBED", await phone.ConsentAsync());
        await LiveAsync(flow);
        await phone.TextAsync("welcome!", copies: 46);
        var words = await phone.WordsAsync(2);
        Assert.Contains("Hello there", words);

        await Until.SoAsync(async () => await phone.CountAsync(Metric.ReceivedSms) == 1, Patience, "the flow's text is received");
        await phone.TextAsync("WELCOME");
        Assert.Equal(3, await phone.CountAsync(Metric.SentSms));
        var row = Assert.Single((await ReportAsync("flow-values-report", flow))["results"]!.AsArray())!;
        Assert.Equal((flow, message, "sms"), ((string)row["groupings"]!["flow_id"]!, (string)row["groupings"]!["flow_message_id"]!, (string)row["groupings"]!["send_channel"]!));
        Assert.Equal((1, 1, 1.0), ((int)row["statistics"]!["recipients"]!, (int)row["statistics"]!["delivered"]!, (double)row["statistics"]!["delivery_rate"]!));
        var series = await ReportAsync("flow-series-report", flow);
        var days = series["results"]![0]!["statistics"]!["delivered"]!.AsArray().Select(value => (int)value!).ToList();
        Assert.Equal((7, 7, 1), (series["date_times"]!.AsArray().Count, days.Count, days.Sum()));

        var received = Assert.Single((await app.GetAsync($"/api/events?filter=and(equals(metric_id,\"{Metric.ReceivedSms.PublicId()}\"),equals(profile_id,\"{await phone.IdAsync()}\"))"))["data"]!.AsArray());
        var properties = received!["attributes"]!["event_properties"]!;
        Assert.Equal((flow, "flow", message), ((string)properties["$flow"]!, (string)properties["Message Type"]!, (string)properties["$message"]!));
        var trace = (await app.GetAsync("/api/messages/" + (string)properties["Message Id"]!))["data"]!;
        Assert.Equal(("received", flow), ((string)trace["attributes"]!["status"]!, (string)trace["relationships"]!["flow"]!["data"]!["id"]!));
        var decision = Assert.Single((await app.GetAsync($"/api/profiles/{await phone.IdAsync()}/decisions"))["data"]!.AsArray(), one => (string?)one!["attributes"]!["flow_id"] == flow);
        Assert.Equal("sent", (string)decision!["attributes"]!["decision"]!);
        Assert.Equal(1, (await phone.WordsAsync()).Count(text => text == "Hello there"));
    }

    [Fact]
    public async Task Who_is_put_on_the_list_of_a_live_flow_by_whatever_way_enters_once()
    {
        var list = (string)(await CreateAsync("/api/lists", "list", new JsonObject { ["name"] = "New", ["opt_in_process"] = "single_opt_in" }))["id"]!;
        var (before, added, subscribed) = (Phone.Of(app, 511), Phone.Of(app, 512), Phone.Of(app, 513));
        await SubscribeAsync(before, list);
        await SubscribeAsync(added, null);
        var (flow, _) = await FlowAsync("New members", list, Send("Welcome aboard"));
        await LiveAsync(flow);

        await SubscribeAsync(subscribed, list);
        for (var time = 0; time < 2; time++)
        {
            using var joined = await app.Http.PostAsync(
                new Uri($"/api/lists/{list}/relationships/profiles", UriKind.Relative),
                Json(new JsonArray(new JsonObject { ["type"] = "profile", ["id"] = await added.IdAsync() })), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NoContent, joined.StatusCode);
        }

        foreach (var phone in (Phone[])[added, subscribed]) Assert.Equal(["Welcome aboard"], await phone.WordsAsync(1));
        await Until.AskedAsync(() => ReportAsync("flow-values-report", flow), report => Delivered(report) == 2, Patience, "both have it");
        Assert.Empty(await before.WordsAsync());
    }

    [Fact]
    public async Task A_flow_is_read_changed_listed_and_deleted()
    {
        var list = (string)(await CreateAsync("/api/lists", "list", new JsonObject { ["name"] = "Read" }))["id"]!;
        var (older, _) = await FlowAsync("Older", trigger: null, Send("Hello"));
        var (flow, message) = await FlowAsync("Read me", list, Wait("hours", 2), Send("Later", "Second"));
        var plain = (await app.GetAsync("/api/flows/" + flow))["data"]!["attributes"]!.AsObject();
        Assert.Equal(("Read me", "draft", "Added to List", false), ((string)plain["name"]!, (string)plain["status"]!, (string)plain["trigger_type"]!, plain.ContainsKey("definition")));
        var definition = (await app.GetAsync($"/api/flows/{flow}?additional-fields[flow]=definition"))["data"]!["attributes"]!["definition"]!;
        var actions = definition["actions"]!.AsArray();
        Assert.Equal(["time-delay", "send-sms"], actions.Select(action => (string)action!["type"]!));
        Assert.Equal((string)definition["entry_action_id"]!, (string)actions[0]!["id"]!);
        Assert.Equal((string)actions[0]!["links"]!["next"]!, (string)actions[1]!["id"]!);
        Assert.Equal(("hours", 2, message), ((string)actions[0]!["data"]!["unit"]!, (int)actions[0]!["data"]!["value"]!, (string)actions[1]!["data"]!["message"]!["id"]!));
        Assert.Equal(list, (string)definition["triggers"]![0]!["id"]!);

        Assert.Equal("manual", (string)(await StatusAsync(flow, "manual"))["attributes"]!["status"]!);
        using (var odd = await PatchAsync(flow, "paused")) Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        var page = await app.GetAsync("/api/flows?page[size]=1");
        Assert.Equal(flow, (string)Assert.Single(page["data"]!.AsArray())!["id"]!);
        Assert.Contains((await app.GetAsync((string)page["links"]!["next"]!))["data"]!.AsArray(), one => (string)one!["id"]! == older);

        using (var deleted = await app.Http.DeleteAsync(new Uri("/api/flows/" + flow, UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await app.Http.GetAsync(new Uri("/api/flows/" + flow, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private async Task<(string Flow, string Message)> FlowAsync(string name, string? trigger, params JsonObject[] actions)
    {
        for (var i = 0; i < actions.Length; i++)
        {
            actions[i]["temporary_id"] = $"action-{i}";
            actions[i]["links"] = new JsonObject { ["next"] = i + 1 < actions.Length ? $"action-{i + 1}" : null };
        }

        var created = await CreateAsync("/api/flows", "flow", new JsonObject
        {
            ["name"] = name,
            ["definition"] = new JsonObject
            {
                ["triggers"] = trigger is null ? new JsonArray() : new JsonArray(new JsonObject { ["type"] = "list", ["id"] = trigger }),
                ["entry_action_id"] = "action-0",
                ["actions"] = new JsonArray(actions),
            },
        });
        var sent = created["attributes"]!["definition"]!["actions"]!.AsArray().First(action => (string)action!["type"]! == "send-sms")!;
        return ((string)created["id"]!, (string)sent["data"]!["message"]!["id"]!);
    }

    private static JsonObject Wait(string unit, int value) => new() { ["type"] = "time-delay", ["data"] = new JsonObject { ["unit"] = unit, ["value"] = value } };

    private static JsonObject Send(string body, string? name = null) => new()
    {
        ["type"] = "send-sms",
        ["data"] = new JsonObject { ["message"] = new JsonObject { ["name"] = name, ["body"] = body, ["add_org_prefix"] = false, ["add_info_link"] = false, ["smart_sending_enabled"] = false } },
    };

    private async Task<JsonObject> CreateAsync(string path, string type, JsonObject attributes) =>
        (await app.PostAsync(path, new JsonObject { ["data"] = new JsonObject { ["type"] = type, ["attributes"] = attributes } }))["data"]!.AsObject();

    private Task<JsonObject> LiveAsync(string flow) => StatusAsync(flow, "live");

    private async Task<JsonObject> StatusAsync(string flow, string status)
    {
        using var answer = await PatchAsync(flow, status);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["data"]!.AsObject();
    }

    private Task<HttpResponseMessage> PatchAsync(string flow, string status) => app.Http.PatchAsync(
        new Uri("/api/flows/" + flow, UriKind.Relative),
        Json(new JsonObject { ["type"] = "flow", ["id"] = flow, ["attributes"] = new JsonObject { ["status"] = status } }), TestContext.Current.CancellationToken);

    private Task<JsonObject> KeywordAsync(string word, string list, string flow) => app.PostAsync("/api/sms-keywords", new JsonObject
    {
        ["data"] = new JsonObject
        {
            ["type"] = "sms-keyword",
            ["attributes"] = new JsonObject { ["keyword"] = word, ["list_id"] = list },
            ["relationships"] = new JsonObject { ["flow"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "flow", ["id"] = flow } } },
        },
    });

    private async Task<JsonObject> ReportAsync(string type, string flow)
    {
        var attributes = new JsonObject
        {
            ["statistics"] = new JsonArray("recipients", "delivered", "delivery_rate"),
            ["timeframe"] = new JsonObject { ["key"] = "last_7_days" },
            ["conversion_metric_id"] = Metric.ReceivedSms.PublicId(),
            ["filter"] = $"equals(flow_id,\"{flow}\")",
        };
        if (type == "flow-series-report") attributes["interval"] = "daily";
        return (await CreateAsync($"/api/{type}s", type, attributes))["attributes"]!.AsObject();
    }

    private static int Delivered(JsonObject report) => report["results"]!.AsArray().Sum(row => (int)row!["statistics"]!["delivered"]!);

    private Task<JsonObject> SubscribeAsync(Phone phone, string? list) =>
        app.PostAsync("/api/profile-subscription-bulk-create-jobs", new JsonObject { ["data"] = SubscriptionJob.Of(phone.Number, list) });

    private static StringContent Json(JsonNode data) => new(new JsonObject { ["data"] = data }.ToJsonString(), Encoding.UTF8, "application/json");
}
