using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Segments over HTTP: in Klaviyo's shape, live, an audience beside lists, and refused where they make no sense.</summary>
public sealed class SegmentTests(RunningApp running) : IClassFixture<RunningApp>
{
    private const string Subscribed = """{"type":"profile-marketing-consent","consent":{"channel":"sms","can_receive_marketing":true,"consent_status":{"subscription":"subscribed"}}}""";
    private readonly EmbeddedApp app = running.App;

    [Fact]
    public async Task A_segment_counts_and_lists_its_people_as_they_are_now_and_is_an_audience()
    {
        var list = await ListAsync("Seg");
        await SubscribeAsync(list, ("+12125550201", "red"), ("+12125550202", "blue"), ("+12125550203", "red"));
        var red = Property("properties['colour']", """{"type":"string","operator":"equals","value":"red"}""");
        var member = $$"""{"type":"profile-group-membership","is_member":true,"group_ids":["{{list}}"]}""";
        var id = await CreateAsync(Groups(member, red, Subscribed));
        Assert.Equal(2, await CountAsync(id));
        Assert.Equal(["+12125550201", "+12125550203"], await PhonesAsync(id));

        var never = $$$"""{"type":"profile-metric","metric_id":"{{{Metric.ReceivedSms.PublicId()}}}","measurement":"count","measurement_filter":{"type":"numeric","operator":"equals","value":0},"timeframe_filter":{"type":"date","operator":"in-the-last","unit":"day","quantity":30}}""";
        var nested = await CreateAsync(Groups($$"""{"type":"profile-group-membership","is_member":true,"group_ids":["{{id}}"]}""", never));
        Assert.Equal(2, await CountAsync(nested));

        using (await SendAsync(HttpMethod.Post, "/api/profile-subscription-bulk-delete-jobs", """{"data":{"type":"profile-subscription-bulk-delete-job","attributes":{"profiles":{"data":[{"type":"profile","attributes":{"phone_number":"+12125550203"}}]}}}}""")) { }
        Assert.Equal(1, await CountAsync(id));

        using var created = await SendAsync(HttpMethod.Post, "/api/campaigns", $$$$"""
            {"data":{"type":"campaign","attributes":{"name":"To red","audiences":{"included":["{{{{list}}}}"],"excluded":["{{{{id}}}}"]},
            "campaign-messages":{"data":[{"type":"campaign-message","attributes":{"definition":{"channel":"sms","content":{"body":"Hi"} } } }]} }}}
            """);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var campaign = (await ReadAsync(created))["data"]!;
        Assert.Equal(id, (string?)campaign["attributes"]!["audiences"]!["excluded"]![0]);
        var ordered = await app.PostAsync("/api/campaign-recipient-estimation-jobs", JsonNode.Parse($$$"""{"data":{"type":"campaign-recipient-estimation-job","id":"{{{campaign["id"]}}}"}}""")!);
        Assert.Equal("complete", (string?)ordered["data"]!["attributes"]!["status"]);
        var estimate = (await app.GetAsync($"/api/campaign-recipient-estimations/{campaign["id"]}"))["data"]!["attributes"]!;
        Assert.Equal((1, 2), ((int)estimate["estimated_recipient_count"]!, (int)estimate["targeted"]!));
        Assert.Equal("""[{"reason":"Unsubscribed","count":1}]""", estimate["skipped"]!.ToJsonString());
    }

    [Theory]
    [InlineData("carrier_deactivation", "carrier_deactivation", "+12125550221")]
    [InlineData("landline", "provided_landline", "+12125550222")]
    public async Task Who_was_unsubscribed_by_a_carriers_list_is_found_by_that_method(string reason, string method, string phone)
    {
        await SubscribeAsync(await ListAsync("By method"), (phone, "red"));
        var found = await CreateAsync(Groups(
            Property("phone_number", $$"""{"type":"string","operator":"equals","value":"{{phone}}"}"""),
            $$"""{"type":"profile-marketing-consent","consent":{"channel":"sms","can_receive_marketing":false,"consent_status":{"subscription":"unsubscribed","filters":[{"field":"method","method":"{{method}}"}]} } }"""));
        Assert.Equal(0, await CountAsync(found));
        using (var taken = await SendAsync(HttpMethod.Post, "/api/number-deactivation-jobs", $$"""{"data":{"type":"number-deactivation-job","attributes":{"phone_numbers":["{{phone}}"],"reason":"{{reason}}"} } }"""))
            Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Equal(1, await CountAsync(found));
    }

    [Fact]
    public async Task A_segment_is_renamed_redefined_listed_and_deleted()
    {
        var id = await CreateAsync(Groups(Subscribed));
        using var renamed = await SendAsync(HttpMethod.Patch, "/api/segments/" + id, $$$$"""{"data":{"type":"segment","id":"{{{{id}}}}","attributes":{"name":"Renamed","is_starred":true}}}""");
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        var found = (await app.GetAsync("/api/segments?filter=" + Uri.EscapeDataString("equals(name,\"Renamed\")")))["data"]!.AsArray();
        Assert.Equal((id, true), ((string?)Assert.Single(found)!["id"], (bool)found[0]!["attributes"]!["is_starred"]!));
        Assert.Equal(Groups(Subscribed), found[0]!["attributes"]!["definition"]!.ToJsonString());
        using (var gone = await SendAsync(HttpMethod.Delete, "/api/segments/" + id, null)) Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var missing = await SendAsync(HttpMethod.Get, "/api/segments/" + id, null);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    public static TheoryData<string, string> Nonsense { get; } = new()
    {
        { """{"condition_groups":[]}""", "" },
        { """{"condition_groups":[{"conditions":[]}]}""", "/0/conditions" },
        { """{"condition_groups":"x"}""", "" },
        { Groups("""{"type":"astrology"}"""), "/0/conditions/0/type" },
        { Groups("""{"type":"profile-marketing-consent","consent":{"channel":"sms","can_receive_marketing":false,"consent_status":{"subscription":"never_subscribed","filters":[{"field":"method","method":"api"}]}}}"""), "/0/conditions/0/consent/consent_status/filters" },
        { Groups("""{"type":"profile-group-membership","is_member":true,"group_ids":["01JNOSUCH0000000000000000Z"]}"""), "/0/conditions/0/group_ids/0" },
        { Groups("""{"type":"profile-group-membership","is_member":"yes","group_ids":[]}"""), "/0/conditions/0/is_member" },
        { Groups("""{"type":"profile-metric","metric_id":"nosuch","measurement":"count","measurement_filter":{"type":"numeric","operator":"equals","value":1},"timeframe_filter":{"type":"date","operator":"alltime"}}"""), "/0/conditions/0/metric_id" },
        { Groups(MetricOf("around", "1", """{"type":"date","operator":"alltime"}""")), "/0/conditions/0/measurement_filter/operator" },
        { Groups(MetricOf("equals", "-1", """{"type":"date","operator":"alltime"}""")), "/0/conditions/0/measurement_filter/value" },
        { Groups(MetricOf("equals", "\"many\"", """{"type":"date","operator":"alltime"}""")), "/0/conditions/0/measurement_filter/value" },
        { Groups(MetricOf("equals", "1", """{"type":"date","operator":"in-the-last","unit":"year","quantity":1}""")), "/0/conditions/0/timeframe_filter/unit" },
        { Groups(MetricOf("equals", "1", """{"type":"date","operator":"in-the-last","unit":"day","quantity":-3}""")), "/0/conditions/0/timeframe_filter/quantity" },
        { Groups(MetricOf("equals", "1", """{"type":"date","operator":"between-static","start":"2026-05-01","end":"2026-04-01"}""")), "/0/conditions/0/timeframe_filter/end" },
        { Groups(Property("shoe_size", """{"type":"string","operator":"equals","value":"x"}""")), "/0/conditions/0/property" },
        { Groups(Property("properties['a\\\"b']", """{"type":"string","operator":"equals","value":"x"}""")), "/0/conditions/0/property" },
        { Groups(Property("first_name", """{"type":"string","operator":"regex","value":"x"}""")), "/0/conditions/0/filter/operator" },
        { Groups(Property("email", """{"type":"numeric","operator":"equals","value":1}""")), "/0/conditions/0/filter/type" },
        { Groups(Property("created", """{"type":"string","operator":"equals","value":"x"}""")), "/0/conditions/0/filter/type" },
        { Groups("""{"type":"profile-marketing-consent","consent":{"channel":"email","can_receive_marketing":true,"consent_status":{"subscription":"subscribed"}}}"""), "/0/conditions/0/consent/channel" },
        { "{\"condition_groups\":[{\"conditions\":[" + string.Join(',', Enumerable.Repeat(Subscribed, 1_000)) + "]}]}", "" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task What_makes_no_sense_is_refused_at_its_place(string definition, string place)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/segments", Document(null, definition));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var pointers = (await ReadAsync(answer))["errors"]!.AsArray().Select(error => (string?)error!["source"]!["pointer"]);
        Assert.Contains("/data/attributes/definition/condition_groups" + place, pointers);
    }

    [Fact]
    public async Task A_segment_cannot_come_to_depend_on_itself()
    {
        var first = await CreateAsync(Groups(Subscribed));
        var second = await CreateAsync(Groups(In(first)));
        foreach (var circle in (string[])[first, second])
        {
            using var answer = await SendAsync(HttpMethod.Patch, "/api/segments/" + first, Document(first, Groups(Subscribed, In(circle))));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("/data/attributes/definition/condition_groups", (string?)(await ReadAsync(answer))["errors"]![0]!["source"]!["pointer"] is { } at ? at[..44] : null);
        }

        static string In(string id) => $$"""{"type":"profile-group-membership","is_member":true,"group_ids":["{{id}}"]}""";
    }

    private static string MetricOf(string compare, string value, string frame) =>
        $$$"""{"type":"profile-metric","metric_id":"{{{Metric.ReceivedSms.PublicId()}}}","measurement":"count","measurement_filter":{"type":"numeric","operator":"{{{compare}}}","value":{{{value}}}},"timeframe_filter":{{{frame}}}}""";

    private static string Property(string name, string filter) => $$"""{"type":"profile-property","property":"{{name}}","filter":{{filter}}}""";

    /// <summary>One condition a group: all must hold.</summary>
    private static string Groups(params string[] conditions) =>
        "{\"condition_groups\":[" + string.Join(',', conditions.Select(condition => "{\"conditions\":[" + condition + "]}")) + "]}";

    private static string Document(string? id, string definition) =>
        "{\"data\":{\"type\":\"segment\"," + (id is null ? "" : $"\"id\":\"{id}\",") + "\"attributes\":{\"name\":\"Test\",\"definition\":" + definition + "}}}";

    private async Task<string> CreateAsync(string definition)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/segments", Document(null, definition));
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (string)(await ReadAsync(answer))["data"]!["id"]!;
    }

    private async Task<int> CountAsync(string id) =>
        (int)(await app.GetAsync($"/api/segments/{id}?additional-fields[segment]=profile_count"))["data"]!["attributes"]!["profile_count"]!;

    private async Task<IEnumerable<string?>> PhonesAsync(string id) =>
        (await app.GetAsync($"/api/segments/{id}/profiles"))["data"]!.AsArray().Select(person => (string?)person!["attributes"]!["phone_number"]).Order(StringComparer.Ordinal);

    private async Task<string> ListAsync(string name) =>
        (string)(await app.PostAsync("/api/lists", JsonNode.Parse($$$$"""{"data":{"type":"list","attributes":{"name":"{{{{name}}}}"}}}""")!))["data"]!["id"]!;

    private async Task SubscribeAsync(string list, params (string Phone, string Colour)[] people)
    {
        var profiles = people.Select(person => "{\"type\":\"profile\",\"attributes\":{\"phone_number\":\"" + person.Phone + "\",\"properties\":{\"colour\":\"" + person.Colour +
            "\"},\"subscriptions\":{\"sms\":{\"marketing\":{\"consent\":\"SUBSCRIBED\"}}}}}");
        using var answer = await SendAsync(HttpMethod.Post, "/api/profile-bulk-import-jobs",
            "{\"data\":{\"type\":\"profile-bulk-import-job\",\"attributes\":{\"profiles\":{\"data\":[" + string.Join(',', profiles) + "]}},\"relationships\":{\"lists\":{\"data\":[{\"type\":\"list\",\"id\":\"" + list + "\"}]}}}}");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
}
