using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>List hygiene as a client meets it.</summary>
public sealed class HygieneTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly EmbeddedApp app = running.App;

    [Fact]
    public async Task Numbers_are_taken_out_of_use_by_hand_or_by_a_carrier_s_list_and_come_back_by_hand()
    {
        const string Sold = "+12125550401", Kept = "+12125550402";
        await SubscribeAsync(Sold, Kept);
        var file = Path.Combine(app.Folder, "deactivated.txt");
        await File.WriteAllTextAsync(file, $"{Sold}\n+12125550499, 2026-11-20\nnobody\n", TestContext.Current.CancellationToken);
        var told = await Shell.RunAsync(app, "deactivate", file, "--reason", "number_reassigned", "--on", TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(2, told.Exit);
        Assert.Equal("number_reassigned", await SuppressionAsync(Sold));

        await ChangeAsync("create", Kept);
        Assert.Equal("manual", await SuppressionAsync(Kept));
        var sms = await SmsAsync(Kept);
        Assert.Equal((false, "SUBSCRIBED"), ((bool)sms["can_receive_sms_marketing"]!, (string?)sms["consent"]));
        await ChangeAsync("delete", Kept, Sold);
        Assert.Null(await SuppressionAsync(Kept));
        Assert.True((bool)(await SmsAsync(Kept))["can_receive_sms_marketing"]!);
        // The number is free again; the consent was its former owner's.
        Assert.Equal((null, "UNSUBSCRIBED"), (await SuppressionAsync(Sold), (string?)(await SmsAsync(Sold))["consent"]));
    }

    [Fact]
    public async Task A_cleaning_job_is_looked_at_and_then_applied_or_cancelled()
    {
        var rules = (await app.GetAsync("/api/hygiene-rules"))["data"]!.AsArray().Select(rule => ((string)rule!["id"]!, (bool)rule["attributes"]!["automatic"]!));
        Assert.Equal(
            [
                ("device_incapable", true), ("invalid_number", true), ("message_blocked", true), ("device_disconnected", false), ("device_disconnected_again", false),
                ("device_unreachable", false), ("device_unreachable_again", false), ("unknown_error", false), ("sunset", false),
            ],
            rules);
        var job = await PreviewAsync("""{"rules":["sunset"]}""");
        Assert.Equal((0, "sunset"), ((int)job["attributes"]!["profile_count"]!, (string?)Assert.Single(job["attributes"]!["rules"]!.AsArray())!["name"]));
        var path = "/api/list-cleaning-jobs/" + (string)job["id"]!;
        Assert.Empty((await app.GetAsync(path + "/profiles?filter=equals(rule,\"sunset\")"))["data"]!.AsArray());
        using (var applied = await PatchAsync(path, "apply")) Assert.Equal(HttpStatusCode.OK, applied.StatusCode);
        await Until.AskedAsync(() => app.GetAsync(path), answer => (string?)answer["data"]!["attributes"]!["status"] == "complete", TimeSpan.FromSeconds(20), "the job is complete");
        using (var late = await PatchAsync(path, "cancel")) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var other = "/api/list-cleaning-jobs/" + (string)(await PreviewAsync("{}"))["id"]!;
        using (var cancelled = await PatchAsync(other, "cancel")) Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        Assert.Equal(2, (await app.GetAsync("/api/list-cleaning-jobs"))["data"]!.AsArray().Count);
        using var wrong = await app.Http.GetAsync(new Uri(other + "/profiles?filter=equals(rule,\"none\")", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [InlineData("list-cleaning-jobs", """{"type":"list-cleaning-job","attributes":{"rules":["dusk"]}}""", 400, "/data/attributes/rules/0")]
    [InlineData("list-cleaning-jobs", """{"type":"list-cleaning-job","attributes":{},"relationships":{"list":{"data":{"type":"list","id":"x"}}}}""", 400, "/data/relationships/list/data/id")]
    [InlineData("list-cleaning-jobs", """{"type":"list-cleaning-job","relationships":{"list":{"data":{"type":"list","id":"01HZZZZZZZZZZZZZZZZZZZZZZZ"}}}}""", 404, null)]
    [InlineData("number-deactivation-jobs", """{"type":"number-deactivation-job","attributes":{"phone_numbers":[]}}""", 400, "/data/attributes/phone_numbers")]
    [InlineData("number-deactivation-jobs", """{"type":"number-deactivation-job","attributes":{"phone_numbers":["+12125550401"],"reason":"moved"}}""", 400, "/data/attributes/reason")]
    [InlineData("number-deactivation-jobs", """{"type":"number-deactivation-job","attributes":{"phone_numbers":["+12125550401"],"deactivated_at":"2999-01-01T00:00:00Z"}}""", 400, "/data/attributes/deactivated_at")]
    [InlineData("number-deactivation-jobs", """{"type":"number-deactivation-job"}""", 400, "/data/attributes/phone_numbers")]
    [InlineData("profile-suppression-bulk-create-jobs", """{"attributes":{"profiles":{"data":[{"type":"profile","attributes":{"phone_number":"x"}}]}}}""", 400, "/data/attributes/profiles/data/0/attributes/phone_number")]
    [InlineData("profile-suppression-bulk-delete-jobs", """{"attributes":{"profiles":{"data":[{"type":"profile","id":"x"}]}}}""", 400, "/data/attributes/profiles/data/0/id")]
    [InlineData("profile-suppression-bulk-delete-jobs", """{"attributes":{}}""", 400, "/data/attributes/profiles/data")]
    public async Task What_cannot_be_cleaned_is_refused_and_the_place_is_named(string path, string data, int status, string? place)
    {
        using var answer = await app.Http.PostAsync(new Uri("/api/" + path, UriKind.Relative), Json("{\"data\":" + data + "}"), TestContext.Current.CancellationToken);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]![0]!;
        Assert.Equal((status, place), ((int)answer.StatusCode, (string?)error["source"]?["pointer"]));
    }

    private async Task<JsonNode> PreviewAsync(string attributes)
    {
        var job = (await app.PostAsync("/api/list-cleaning-jobs", JsonNode.Parse("""{"data":{"type":"list-cleaning-job","attributes":""" + attributes + "}}")!))["data"]!;
        var counted = await Until.AskedAsync(
            () => app.GetAsync("/api/list-cleaning-jobs/" + (string)job["id"]!), answer => (string?)answer["data"]!["attributes"]!["status"] == "preview", TimeSpan.FromSeconds(20), "the job is counted");
        return counted["data"]!;
    }

    private async Task<HttpResponseMessage> PatchAsync(string path, string action) => await app.Http.PatchAsync(
        new Uri(path, UriKind.Relative), Json("{\"data\":{\"type\":\"list-cleaning-job\",\"attributes\":{\"action\":\"" + action + "\"}}}"), TestContext.Current.CancellationToken);

    private Task<JsonObject> ChangeAsync(string verb, params string[] phones) =>
        app.PostAsync($"/api/profile-suppression-bulk-{verb}-jobs", Job($"profile-suppression-bulk-{verb}-job", phones, ""));

    private Task<JsonObject> SubscribeAsync(params string[] phones) => app.PostAsync(
        "/api/profile-subscription-bulk-create-jobs",
        Job("profile-subscription-bulk-create-job", phones, ""","subscriptions":{"sms":{"marketing":{"consent":"SUBSCRIBED"}}}"""));

    private static JsonObject Job(string type, string[] phones, string more) => new()
    {
        ["data"] = new JsonObject
        {
            ["type"] = type,
            ["attributes"] = new JsonObject
            {
                ["profiles"] = new JsonObject { ["data"] = new JsonArray([.. phones.Select(phone => JsonNode.Parse("{\"type\":\"profile\",\"attributes\":{\"phone_number\":\"" + phone + "\"" + more + "}}"))]) },
            },
        },
    };

    private async Task<JsonNode> SmsAsync(string phone) => (await PersonAsync(phone))["subscriptions"]!["sms"]!["marketing"]!;

    private async Task<string?> SuppressionAsync(string phone) => (string?)(await SmsAsync(phone))["suppression"];

    private async Task<JsonNode> PersonAsync(string phone)
    {
        var found = await app.GetAsync($"/api/profiles?additional-fields[profile]=subscriptions&filter=equals(phone_number,\"{Uri.EscapeDataString(phone)}\")");
        return Assert.Single(found["data"]!.AsArray())!["attributes"]!;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
