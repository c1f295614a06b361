using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Profiles as a client changes them.</summary>
public sealed class ProfileTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly EmbeddedApp app = running.App;

    [Fact]
    public async Task A_null_clears_an_attribute_and_what_is_left_out_stays()
    {
        var id = await CreateAsync("+12125550101", """
            "email":"ann@example.test","external_id":"crm-7","first_name":"Ann","last_name":"Lee","properties":{"size":9,"color":"red"}
            """);
        var cleared = await PatchAsync(id, """ "email":null,"first_name":null,"properties":{"size":null} """);
        Assert.Null(cleared["email"]);
        Assert.Null(cleared["first_name"]);
        Assert.Equal("""{"color":"red"}""", cleared["properties"]!.ToJsonString());
        Assert.Equal(("crm-7", "Lee"), ((string?)cleared["external_id"], (string?)cleared["last_name"]));
        Assert.Empty(await FoundAsync("equals(email,\"ann@example.test\")"));

        var again = await PatchAsync(id, """ "external_id":null,"email":"lee@example.test" """);
        Assert.Null(again["external_id"]);
        Assert.Equal(("lee@example.test", "Lee"), ((string?)again["email"], (string?)again["last_name"]));
        Assert.Equal([id], await FoundAsync("equals(email,\"lee@example.test\")"));
        Assert.Empty(await FoundAsync("equals(external_id,\"crm-7\")"));
    }

    [Fact]
    public async Task The_phone_number_cannot_be_cleared_for_it_is_the_profile()
    {
        var id = await CreateAsync("+12125550102", "");
        using var answer = await SendAsync(HttpMethod.Patch, "/api/profiles/" + id, Body(id, """ "phone_number":null """));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("/data/attributes/phone_number", (string?)(await ReadAsync(answer))["errors"]![0]!["source"]!["pointer"]);
    }

    [Theory]
    [InlineData("+1415555", "Too short for a phone number")]
    [InlineData("+999123456789", "There is no such country code")]
    [InlineData("4155550126", "No country")]
    [InlineData("+442079460000", "A landline number")]
    public async Task A_number_that_cannot_be_texted_is_refused_with_the_reason(string phone, string reason)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/profiles", Body(null, $""" "phone_number":"{phone}" """));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(reason, (string?)(await ReadAsync(answer))["errors"]![0]!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_tells_the_lists_it_is_on()
    {
        var id = await CreateAsync("+12125550103", "");
        Assert.Empty((await app.GetAsync($"/api/profiles/{id}/lists"))["data"]!.AsArray());
        var lists = new List<string>();
        foreach (var name in (string[])["First", "Second", "Third"])
        {
            var list = await app.PostAsync("/api/lists", new JsonObject { ["data"] = new JsonObject { ["type"] = "list", ["attributes"] = new JsonObject { ["name"] = name } } });
            lists.Add((string)list["data"]!["id"]!);
            await app.PostAsync($"/api/lists/{lists[^1]}/relationships/profiles", new JsonObject { ["data"] = new JsonArray(new JsonObject { ["type"] = "profile", ["id"] = id }) });
        }

        var profile = await app.GetAsync("/api/profiles/" + id);
        var links = profile["data"]!["relationships"]!["lists"]!["links"]!;
        Assert.Equal(lists, Ids(await app.GetAsync((string)links["self"]!)));
        using (await SendAsync(HttpMethod.Delete, "/api/lists/" + lists[1], null)) lists.RemoveAt(1);
        var left = await app.GetAsync((string)links["related"]!);
        Assert.Equal(lists, Ids(left));
        Assert.Equal(["First", "Third"], left["data"]!.AsArray().Select(list => (string?)list!["attributes"]!["name"]));

        foreach (var path in (string[])["lists", "relationships/lists"])
        {
            using var nobody = await SendAsync(HttpMethod.Get, $"/api/profiles/{new string('a', 26)}/{path}", null);
            Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        }
    }

    private static IEnumerable<string> Ids(JsonObject document) => document["data"]!.AsArray().Select(item => (string)item!["id"]!);

    private static string Body(string? id, string attributes) =>
        "{\"data\":{\"type\":\"profile\"," + (id is null ? "" : $"\"id\":\"{id}\",") + "\"attributes\":{" + attributes + "}}}";

    private async Task<string> CreateAsync(string phone, string attributes)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/profiles", Body(null, $"\"phone_number\":\"{phone}\"{(attributes.Length > 0 ? "," : "")}{attributes}"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)(await ReadAsync(answer))["data"]!["id"]!;
    }

    private async Task<JsonNode> PatchAsync(string id, string attributes)
    {
        using var answer = await SendAsync(HttpMethod.Patch, "/api/profiles/" + id, Body(id, attributes));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await ReadAsync(answer))["data"]!["attributes"]!;
    }

    private async Task<IEnumerable<string>> FoundAsync(string filter) => Ids(await app.GetAsync("/api/profiles?filter=" + Uri.EscapeDataString(filter)));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
}
