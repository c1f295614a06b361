using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>What the product answers to what it should not be sent: always an explanation, never a half-done thing.</summary>
public sealed class BadInputTests(RunningApp running) : IClassFixture<RunningApp>
{
    private const string Nowhere = "01HZZZZZZZZZZZZZZZZZZZZZZZ";
    private readonly EmbeddedApp app = running.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("Klaviyo-API-Key wrong")]
    [InlineData("Bearer wrong")]
    [InlineData("Basic d3Jvbmc6")]
    public async Task Without_a_key_of_ours_everything_is_401(string? authorization)
    {
        foreach (var (method, path) in new[] { ("GET", "/api/profiles"), ("POST", "/api/campaigns"), ("GET", "/api/events"), ("GET", "/api/campaigns/x/audit"), ("GET", "/api/nothing") })
        {
            using var http = new HttpClient { BaseAddress = app.Gateway };
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var answer = await http.SendAsync(request, Cancellation);
            Assert.Equal(401, (int?)(await ErrorAsync(answer, HttpStatusCode.Unauthorized))["status"]);
        }
    }

    [Theory]
    [InlineData("POST", "/api/profiles", """{"data":{"type":"profile","attributes":{"phone_number":"12345"}}}""", 400, "/data/attributes/phone_number")]
    [InlineData("POST", "/api/profiles", """{"data":{"type":"profile","attributes":{"email":"a@example.test"}}}""", 400, "/data/attributes/phone_number")]
    [InlineData("POST", "/api/profiles", """{"data":{"type":"person","attributes":{"phone_number":"+14155550124"}}}""", 400, "/data/type")]
    [InlineData("POST", "/api/profiles", """{"data":{"type":"profile","attributes":{"phone_number":7}}}""", 400, "/data/attributes/phone_number")]
    [InlineData("POST", "/api/profiles", """{"data":{"type":"profile","attri""", 400, "")]
    [InlineData("POST", "/api/profiles", "[]", 400, "")]
    [InlineData("POST", "/api/profiles", """{"data":{"type":"profile","attributes":{"phone_number":"+14155550124","location":{"timezone":"Mars/Olympus"}}}}""", 400, "/data/attributes/location/timezone")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_options":{"over_frequency_cap":"retry"},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_options/over_frequency_cap")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"smart_send_time","date":"2026-12-01"},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/method")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"whenever"},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/method")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"static"},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/datetime")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"static","datetime":"soon"},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/datetime")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"static","datetime":"2026-12-01T10:00:00+02:00","options":{"is_local":true}},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/datetime")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"throttled","datetime":"2026-12-01T10:00:00Z"},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/throttle_percentage")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"throttled","datetime":"2026-12-01T10:00:00Z","throttle_percentage":-10},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/throttle_percentage")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"throttled","datetime":"2026-12-01T10:00:00Z","throttle_percentage":12},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/throttle_percentage")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"send_strategy":{"method":"throttled","throttle_percentage":10},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/send_strategy/datetime")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"ab_test":{"test_percentage":20,"test_minutes":30},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/ab_test")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"ab_test":{"test_percentage":0,"test_minutes":30},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}},{"attributes":{"content":{"body":"y"}}}]}}}}""", 400, "/data/attributes/ab_test/test_percentage")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"ab_test":{"test_percentage":20,"test_minutes":-1},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}},{"attributes":{"content":{"body":"y"}}}]}}}}""", 400, "/data/attributes/ab_test/test_minutes")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"ab_test":{"test_percentage":20,"test_minutes":30},"send_strategy":{"method":"static","datetime":"2026-12-01T10:00:00Z","options":{"is_local":true}},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}},{"attributes":{"content":{"body":"y"}}}]}}}}""", 400, "/data/attributes/send_strategy/options/is_local")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"},"weight":0}},{"attributes":{"content":{"body":"y"}}}]}}}}""", 400, "/data/attributes/campaign-messages/data/0/attributes/weight")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"campaign-messages":{"data":[{},{},{},{},{},{}]}}}}""", 400, "/data/attributes/campaign-messages/data")]
    [InlineData("PATCH", "/api/campaign-send-jobs/" + Nowhere, """{"data":{"type":"campaign-send-job","attributes":{"action":"stop"}}}""", 400, "/data/attributes/action")]
    [InlineData("PATCH", "/api/campaign-send-jobs/" + Nowhere, """{"data":{"type":"campaign-send-job","attributes":{"action":"pause"}}}""", 404, null)]
    [InlineData("POST", "/api/campaign-recipient-estimation-jobs", """{"data":{"type":"campaign-recipient-estimation-job"}}""", 400, "/data/id")]
    [InlineData("GET", "/api/campaign-recipient-estimations/" + Nowhere, null, 404, null)]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x","audiences":{"included":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]},"campaign-messages":{"data":[{"attributes":{"content":{"body":"x"}}}]}}}}""", 400, "/data/attributes/audiences/included/0")]
    [InlineData("POST", "/api/profile-subscription-bulk-create-jobs", """{"data":{"type":"profile-subscription-bulk-create-job","attributes":{"profiles":{"data":[{"type":"profile","attributes":{"phone_number":"+14155550125","subscriptions":{"sms":{"marketing":{"consent":"SUBSCRIBED"}}}}}]}},"relationships":{"list":{"data":{"type":"list","id":"01HZZZZZZZZZZZZZZZZZZZZZZZ"}}}}}""", 404, null)]
    [InlineData("POST", "/api/profile-subscription-bulk-delete-jobs", """{"data":{"type":"profile-subscription-bulk-delete-job","attributes":{"profiles":{"data":[{"type":"profile","attributes":{"phone_number":"+14155550125"}}]}},"relationships":{"list":{"data":{"type":"list","id":"01HZZZZZZZZZZZZZZZZZZZZZZZ"}}}}}""", 404, null)]
    [InlineData("POST", "/api/profile-subscription-bulk-delete-jobs", """{"data":{"type":"profile-subscription-bulk-delete-job","attributes":{"profiles":{"data":[{"type":"profile","attributes":{"phone_number":"+14155550125"}}]}},"relationships":{"list":{"data":{"type":"list","id":"newsletter"}}}}}""", 400, "/data/relationships/list/data/id")]
    [InlineData("POST", "/api/lists/01HZZZZZZZZZZZZZZZZZZZZZZZ/relationships/profiles", """{"data":[{"type":"profile","id":"aaaaaaaaaaaaaaaaaaaaaaaaaa"}]}""", 404, null)]
    [InlineData("POST", "/api/lists", """{"data":{"type":"list","attributes":{"name":" "}}}""", 400, "/data/attributes/name")]
    [InlineData("POST", "/api/campaigns", """{"data":{"type":"campaign","attributes":{"name":"x"}}}""", 400, "/data/attributes/audiences")]
    [InlineData("POST", "/api/campaign-send-jobs", """{"data":{"type":"campaign-send-job"}}""", 400, "/data/id")]
    [InlineData("POST", "/api/campaign-send-jobs", """{"data":{"type":"campaign-send-job","id":"01HZZZZZZZZZZZZZZZZZZZZZZZ"}}""", 404, null)]
    [InlineData("POST", "/api/metric-aggregates", """{"data":{"type":"metric-aggregate","attributes":{"metric_id":"nosuch","measurements":["count"],"filter":[]}}}""", 400, "/data/attributes/metric_id")]
    [InlineData("POST", "/api/profile-subscription-bulk-create-jobs", """{"data":{"type":"profile-subscription-bulk-create-job","attributes":{"profiles":{"data":[{"type":"profile","attributes":{"phone_number":"+14155550125"}}]}}}}""", 400, "/data/attributes/profiles/data/0/attributes/subscriptions/sms/marketing/consent")]
    [InlineData("GET", "/api/profiles/zzz", null, 404, null)]
    [InlineData("GET", "/api/campaigns/" + Nowhere, null, 404, null)]
    [InlineData("GET", "/api/campaigns/" + Nowhere + "/audit", null, 404, null)]
    [InlineData("GET", "/api/messages/" + Nowhere + "-2611-0", null, 404, null)]
    [InlineData("GET", "/api/nothing", null, 404, null)]
    [InlineData("DELETE", "/api/metrics", null, 405, null)]
    public async Task What_does_not_fit_is_refused_by_name(string method, string path, string? body, int status, string? field)
    {
        using var answer = await SendAsync(method, path, body);
        var error = await ErrorAsync(answer, (HttpStatusCode)status);
        if (field is not null) Assert.StartsWith(field, (string?)error["source"]?["pointer"] ?? "", StringComparison.Ordinal);
        Assert.NotEqual("", (string?)error["detail"]);
    }

    [Theory]
    [InlineData("filter=equals(shoe_size,\"9\")", "filter")]
    [InlineData("filter=equals(phone_number", "filter")]
    [InlineData("sort=shoe_size", "sort")]
    [InlineData("page[size]=many", "page[size]")]
    [InlineData("page[cursor]=nonsense", "page[cursor]")]
    public async Task A_wrong_parameter_is_named(string query, string parameter)
    {
        using var answer = await SendAsync("GET", "/api/profiles?" + query, null);
        Assert.Equal(parameter, (string?)(await ErrorAsync(answer, HttpStatusCode.BadRequest))["source"]!["parameter"]);
    }

    [Fact]
    public async Task What_contradicts_the_state_is_409_and_a_body_of_another_kind_415()
    {
        const string Person = """{"data":{"type":"profile","attributes":{"phone_number":"+14155550126"}}}""";
        using (var created = await SendAsync("POST", "/api/profiles", Person)) Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using (var again = await SendAsync("POST", "/api/profiles", Person))
            Assert.Equal("/data/attributes/phone_number", (string?)(await ErrorAsync(again, HttpStatusCode.Conflict))["source"]!["pointer"]);

        var (campaign, _) = await MutedMessages.SendAsync(app);
        using (var sent = await SendAsync("POST", "/api/campaign-send-jobs", $$"""{"data":{"type":"campaign-send-job","id":"{{campaign}}" } }""")) await ErrorAsync(sent, HttpStatusCode.Conflict);
        using (var deleted = await SendAsync("DELETE", "/api/campaigns/" + campaign, null)) await ErrorAsync(deleted, HttpStatusCode.Conflict);
        using (var renamed = await SendAsync("PATCH", "/api/campaigns/" + campaign, $$"""{"data":{"type":"campaign","id":"{{campaign}}","attributes":{"name":"y" } } }"""))
            await ErrorAsync(renamed, HttpStatusCode.Conflict);
        using var plain = await SendAsync("POST", "/api/lists", "name=x", "text/plain");
        await ErrorAsync(plain, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("Hi {{ first_name")]
    [InlineData("{% for item in properties.items %}{{ item }}")]
    [InlineData("{% if true %}Hi")]
    public async Task A_template_that_never_ends_may_stand_in_a_draft_and_is_refused_when_it_is_sent(string body)
    {
        var shop = new Shop(app);
        var campaign = await shop.DraftAsync("Endless", await shop.ListAsync("Endless", 1), body);
        using (var sent = await SendAsync("POST", "/api/campaign-send-jobs", $$"""{"data":{"type":"campaign-send-job","id":"{{campaign}}" } }"""))
        {
            var error = await ErrorAsync(sent, HttpStatusCode.BadRequest);
            Assert.Equal("/data/attributes/campaign-messages/data/0/attributes/definition/content/body", (string?)error["source"]!["pointer"]);
        }
        Assert.Equal("Draft", (string?)(await app.GetAsync("/api/campaigns/" + campaign))["data"]!["attributes"]!["status"]);
    }

    [Fact]
    public async Task One_Idempotency_Key_for_two_requests_is_422()
    {
        async Task<HttpResponseMessage> CreateAsync(string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/lists")
            {
                Content = new StringContent($$"""{"data":{"type":"list","attributes":{"name":"{{name}}" } } }""", Encoding.UTF8, "application/json"),
                Headers = { { "Idempotency-Key", "one" } },
            };
            return await app.Http.SendAsync(request, Cancellation);
        }

        using var first = await CreateAsync("Once");
        using var repeated = await CreateAsync("Once");
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancellation), await repeated.Content.ReadAsStringAsync(Cancellation));
        using var other = await CreateAsync("Twice");
        await ErrorAsync(other, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_bad_number_in_a_batch_is_refused_with_its_reason_and_the_rest_lands()
    {
        string[] phones = ["+14155550130", "+1 000", "+442079460958", "+14155550131", "+14155550132"];
        string?[] emails = [null, null, null, null, "n/a"];
        var job = await app.PostAsync("/api/profile-bulk-import-jobs", new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "profile-bulk-import-job",
                ["attributes"] = new JsonObject
                {
                    ["profiles"] = new JsonObject
                    {
                        ["data"] = new JsonArray([.. phones.Zip(emails, (phone, email) => new JsonObject { ["type"] = "profile", ["attributes"] = new JsonObject { ["phone_number"] = phone, ["email"] = email } })]),
                    },
                },
            },
        });
        Assert.Equal((2, 3), ((int)job["data"]!["attributes"]!["completed_count"]!, (int)job["data"]!["attributes"]!["failed_count"]!));
        var errors = (await app.GetAsync($"/api/profile-bulk-import-jobs/{job["data"]!["id"]}/import-errors"))["data"]!.AsArray();
        Assert.Equal(
            ["/data/attributes/profiles/data/1/attributes/phone_number", "/data/attributes/profiles/data/2/attributes/phone_number"],
            errors.Select(error => (string)error!["attributes"]!["source"]!["pointer"]!).Order().Take(2));
        Assert.Contains("email: This is not an email address.", errors.Select(error => (string?)error!["attributes"]!["detail"]));
        Assert.All(errors, error => Assert.NotEqual("", (string?)error!["attributes"]!["detail"]));
        foreach (var phone in new[] { phones[0], phones[3] })
            Assert.Single((await app.GetAsync($"/api/profiles?filter=equals(phone_number,\"{Uri.EscapeDataString(phone)}\")"))["data"]!.AsArray());
    }

    [Fact]
    public async Task A_callback_above_64_KiB_is_413_whatever_its_signature_and_however_it_is_sent()
    {
        var (_, messages) = await MutedMessages.SendAsync(app);
        var before = await MutedMessages.TraceAsync(app, messages.Single());
        var callback = Callback.For(app, messages.Single(), "delivered");
        var large = callback with { Parameters = new Dictionary<string, string>(callback.Parameters) { ["Filling"] = new string('x', 64 * 1024) } };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await large.StatusOfAsync(large.Sign()));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await large.StatusOfAsync("forged"));
        using var chunked = new HttpRequestMessage(HttpMethod.Post, new Uri(large.Url)) { Content = new FormUrlEncodedContent(large.Parameters) };
        chunked.Headers.TransferEncodingChunked = true;
        using var http = new HttpClient();
        using var answer = await http.SendAsync(chunked, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(before, await MutedMessages.TraceAsync(app, messages.Single()));
    }

    [Fact]
    public async Task A_receipt_for_a_message_nobody_knows_is_taken_and_shown()
    {
        foreach (var unknown in (string[])[$"{Nowhere}-2611-{Random.Shared.Next()}", "who-" + Guid.NewGuid()])
        {
            var callback = Callback.For(app, unknown, "delivered");
            Assert.Equal(HttpStatusCode.NoContent, await callback.StatusOfAsync(callback.Sign()));
            var parked = (await app.GetAsync("/api/parked-receipts"))["data"]!.AsArray();
            Assert.Single(parked, one => (string?)one!["attributes"]!["message_id"] == unknown);
        }
        var (_, messages) = await MutedMessages.SendAsync(app);
        var strange = Callback.For(app, messages.Single(), "teleported");
        Assert.Equal(HttpStatusCode.NoContent, await strange.StatusOfAsync(strange.Sign()));
        Assert.Equal("relayed", await MutedMessages.StatusAsync(app, messages.Single()));
    }

    [Fact]
    public async Task An_unknown_carrier_is_404()
    {
        var callback = Callback.For(app, Nowhere + "-2611-0", "delivered") with { Path = "/carriers/nobody/status/" + Nowhere + "-2611-0" };
        using var answer = await callback.PostAsync(callback.Sign());
        await ErrorAsync(answer, HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? body, string type = "application/vnd.api+json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        return await app.Http.SendAsync(request, Cancellation);
    }

    /// <summary>The first of the answer's errors, which must be JSON:API's.</summary>
    private static async Task<JsonNode> ErrorAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/vnd.api+json", answer.Content.Headers.ContentType?.MediaType);
        var error = JsonNode.Parse(text)!["errors"]!.AsArray()[0]!;
        Assert.All((string[])["id", "status", "code", "title", "detail"], name => Assert.NotNull(error[name]));
        return error;
    }
}
