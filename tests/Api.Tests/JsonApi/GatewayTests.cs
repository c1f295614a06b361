using System.Text;
using System.Text.Json.Nodes;

namespace Sms;

/// <summary>What holds for every endpoint.</summary>
public sealed class GatewayTests
{
    [Fact]
    public async Task Without_a_key_or_with_a_wrong_one_nothing_opens()
    {
        await using var app = await GatewayApp.StartAsync();
        app.Client.DefaultRequestHeaders.Authorization = null;
        var (status, body, response) = await app.GetAsync("/api/metrics");
        Assert.Equal(401, status);
        AssertErrors(body, 401, "not_authenticated", response);
        foreach (var header in (string[])["Klaviyo-API-Key wrong", "Bearer", "Basic sk_test", "sk_test"])
        {
            var (other, _, _) = await app.SendAsync(HttpMethod.Get, "/api/nothing-here", headers: ("Authorization", header));
            Assert.Equal(401, other);
        }
    }

    [Fact]
    public async Task Both_schemes_open_the_same_door()
    {
        await using var app = await GatewayApp.StartAsync();
        Assert.Equal(200, (await app.GetAsync("/api/metrics")).Status);
        app.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(200, (await app.SendAsync(HttpMethod.Get, "/api/metrics", headers: ("Authorization", "Bearer sk_test"))).Status);
    }

    [Theory]
    [InlineData("GET", "/api/nothing-here", null, 404, "not_found")]
    [InlineData("GET", "/nothing-here", null, 404, "not_found")]
    [InlineData("PUT", "/api/metrics", "{}", 405, "method_not_allowed")]
    [InlineData("POST", "/api/profiles", "{\"data\":", 400, "invalid")]
    [InlineData("POST", "/api/profiles", "", 400, "invalid")]
    [InlineData("GET", "/api/profiles/x", null, 404, "not_found")]
    [InlineData("GET", "/api/campaigns/x", null, 404, "not_found")]
    [InlineData("GET", "/api/messages/x", null, 404, "not_found")]
    [InlineData("GET", "/api/events/x", null, 404, "not_found")]
    [InlineData("GET", "/api/metrics/x", null, 404, "not_found")]
    [InlineData("GET", "/api/lists/x", null, 404, "not_found")]
    [InlineData("GET", "/api/campaigns/x/audit", null, 404, "not_found")]
    [InlineData("GET", "/api/campaigns/x/live", null, 404, "not_found")]
    public async Task Every_refusal_is_a_json_api_error(string method, string path, string? content, int expected, string code)
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, body, response) = await app.SendAsync(new HttpMethod(method), path, content);
        Assert.Equal(expected, status);
        AssertErrors(body, expected, code, response);
    }

    [Theory]
    [InlineData("/api/profiles?page[size]=0", "page[size]")]
    [InlineData("/api/profiles?page[size]=101", "page[size]")]
    [InlineData("/api/profiles?page[size]=many", "page[size]")]
    [InlineData("/api/events?page[size]=1001", "page[size]")]
    [InlineData("/api/profiles?page[cursor]=nonsense", "page[cursor]")]
    [InlineData("/api/profiles?sort=shoe_size", "sort")]
    [InlineData("/api/profiles?filter=equals(shoe_size,4)", "filter")]
    [InlineData("/api/profiles?filter=contains(email,'x')", "filter")]
    [InlineData("/api/profiles?filter=equals(", "filter")]
    [InlineData("/api/profiles?filter=less-than(created,soon)", "filter")]
    [InlineData("/api/events?filter=equals(metric_id,'nope')", "filter")]
    [InlineData("/api/events?include=orders", "include")]
    [InlineData("/api/profiles?filter=greater-than(created,2026-06-01),greater-than(created,2026-01-01)", "filter")]
    [InlineData("/api/profiles?filter=equals(email,'a@b.example'),equals(email,'c@d.example')", "filter")]
    [InlineData("/api/profiles/gfgvqacrr7fsfguutscz7prnbl/decisions?filter=and(equals(campaign_id,'a'),equals(campaign_id,'a'))", "filter")]
    public async Task A_bad_query_is_answered_with_the_parameters_name(string path, string parameter)
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, body, _) = await app.GetAsync(path);
        Assert.Equal(400, status);
        Assert.Equal(parameter, (string?)body!["errors"]![0]!["source"]!["parameter"]);
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_named_by_pointer()
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, body, _) = await app.PostAsync("/api/profiles", """{"data":{"type":"profile","attributes":{"phone_number":5}}}""");
        Assert.Equal(400, status);
        Assert.Equal("/data/attributes/phone_number", (string?)body!["errors"]![0]!["source"]!["pointer"]);
    }

    [Theory]
    [InlineData("""{"phone_number":"+12025550123","first_name":"a\u0000b"}""", "/data/attributes/first_name")]
    [InlineData("""{"phone_number":"+12025550123","email":"a\ud800@b.example"}""", "/data/attributes/email")]
    [InlineData("""{"phone_number":"+12025550123","first_name":"a","first_name":"b"}""", "/data/attributes/first_name")]
    [InlineData("""{"phone_number":"+12025550123","properties":{"a":[{"b":"a\u0000b"}]}}""", "/data/attributes/properties")]
    [InlineData("""{"phone_number":"+12025550123","properties":{"a":"\udfff"}}""", "/data/attributes/properties")]
    [InlineData("""{"phone_number":"+12025550123","properties":{"\u0000":1}}""", "/data/attributes/properties")]
    [InlineData("""{"phone_number":"+12025550123","properties":{"\ud800":1}}""", "/data/attributes/properties")]
    [InlineData("""{"phone_number":"+12025550123","properties":{"a":1,"a":2}}""", "/data/attributes/properties")]
    [InlineData("""{"phone_number":"+12025550123","properties":{"b":{"a":1,"\u0061":2}}}""", "/data/attributes/properties")]
    [InlineData("""{"phone_number":"+12025550123","properties":{"a":-1e999}}""", "/data/attributes/properties")]
    [InlineData("""{"phone_number":"+12025550123","location":{"city":"a\u0000b"}}""", "/data/attributes/location")]
    public async Task What_no_database_can_keep_is_named_by_pointer(string attributes, string at)
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, body, _) = await app.PostAsync("/api/profiles", """{"data":{"type":"profile","attributes":""" + attributes + "}}");
        Assert.Equal(400, status);
        Assert.Equal(at, (string?)body!["errors"]![0]!["source"]!["pointer"]);
    }

    [Theory]
    [InlineData("external_id")]
    [InlineData("email")]
    public async Task What_people_are_found_by_fits_into_an_index(string name)
    {
        await using var app = await GatewayApp.StartAsync();
        var key = "@" + new string('猫', 333) + (name == "email" ? ".example" : "!");
        var (status, body, _) = await app.SendAsync(
            HttpMethod.Patch, "/api/profiles/gfgvqacrr7fsfguutscz7prnbl", "{\"data\":{\"type\":\"profile\",\"attributes\":{\"" + name + "\":\"" + key + "\"}}}");
        Assert.Equal(400, status);
        Assert.Contains(body!["errors"]!.AsArray(), error => (string?)error!["source"]!["pointer"] == "/data/attributes/" + name && (string?)error["code"] == "too_long");
    }

    [Fact]
    public async Task Other_media_types_are_not_read_and_json_api_is()
    {
        await using var app = await GatewayApp.StartAsync();
        Assert.Equal(415, (await app.SendAsync(HttpMethod.Post, "/api/lists", "<a/>", "text/xml")).Status);
        Assert.Equal(400, (await app.SendAsync(HttpMethod.Post, "/api/lists", "{}", "application/vnd.api+json")).Status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_as_such()
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, body, response) = await app.PostAsync("/api/lists", "{\"data\":{\"type\":\"" + new string('x', 6 * 1024 * 1024) + "\"}}");
        Assert.Equal(413, status);
        AssertErrors(body, 413, "too_large", response);
    }

    [Theory]
    [InlineData("/api/lists", false)]
    [InlineData("/api/lists", true)]
    [InlineData("/api/profile-bulk-import-jobs", false)]
    [InlineData("/api/profile-bulk-import-jobs", true)]
    public async Task Whoever_sends_too_much_without_asking_first_sees_the_refusal_and_no_cut_connection(string path, bool chunked)
    {
        await using var app = await GatewayApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent("{\"data\":\"" + new string('x', 12 * 1024 * 1024), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
    }

    [Theory]
    [InlineData("2026-07-15", 200)]
    [InlineData("2023-01-01", 400)]
    [InlineData("today", 400)]
    public async Task The_revision_is_checked(string revision, int expected)
    {
        await using var app = await GatewayApp.StartAsync();
        Assert.Equal(expected, (await app.SendAsync(HttpMethod.Get, "/api/metrics", headers: ("revision", revision))).Status);
    }

    [Fact]
    public async Task A_key_that_spent_its_window_waits_for_the_next()
    {
        await using var app = await GatewayApp.StartAsync(("Gateway:RateLimit", "2"), ("Gateway:RateLimitWindowSeconds", "10"));
        var (_, _, first) = await app.GetAsync("/api/metrics");
        Assert.Equal("1", first.Headers.GetValues("RateLimit-Remaining").Single());
        await app.GetAsync("/api/metrics");
        var (status, _, third) = await app.GetAsync("/api/metrics");
        Assert.Equal(429, status);
        app.Clock.Advance(third.Headers.RetryAfter!.Delta!.Value);
        Assert.Equal(200, (await app.GetAsync("/api/metrics")).Status);
    }

    [Fact]
    public async Task A_ledger_that_does_not_answer_is_503_with_the_time_to_wait()
    {
        await using var app = await GatewayApp.StartAsync();
        app.Grains.Put<IMetricsGrain>("0", new FailingMetrics(new LedgerUnavailableException("full") { RetryAfter = TimeSpan.FromSeconds(7) }));
        foreach (var path in (string[])["/api/events", "/health/ready"])
        {
            var (status, body, response) = await app.GetAsync(path);
            Assert.Equal(503, status);
            Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
            AssertErrors(body, 503, "unavailable", response);
        }
        Assert.Equal(200, (await app.GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task What_breaks_inside_is_not_shown_outside()
    {
        await using var app = await GatewayApp.StartAsync();
        app.Grains.Put<IMetricsGrain>("0", new FailingMetrics(new InvalidOperationException("secret of the house")));
        var (status, body, response) = await app.GetAsync("/api/events");
        Assert.Equal(500, status);
        AssertErrors(body, 500, "internal_error", response);
        Assert.DoesNotContain("secret", body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_carry_what_browsers_need_to_be_safe_and_no_server_name()
    {
        await using var app = await GatewayApp.StartAsync();
        var (_, _, response) = await app.GetAsync("/api/metrics");
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
        Assert.Equal("application/vnd.api+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static void AssertErrors(JsonNode? body, int status, string code, HttpResponseMessage response)
    {
        Assert.Equal("application/vnd.api+json", response.Content.Headers.ContentType?.MediaType);
        var error = Assert.Single(body!["errors"]!.AsArray())!;
        Assert.Equal(status, (int)error["status"]!);
        Assert.Equal(code, (string?)error["code"]);
        Assert.False(string.IsNullOrEmpty((string?)error["id"]) || string.IsNullOrEmpty((string?)error["title"]) || string.IsNullOrEmpty((string?)error["detail"]));
    }
}
