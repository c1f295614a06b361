using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Consent, erasure and export as a client meets them.</summary>
public sealed class ConsentTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly EmbeddedApp app = running.App;

    [Fact]
    public async Task Subscriptions_and_their_trail_show_who_agreed_to_what_and_how()
    {
        const string Phone = "+12125550301";
        await JobAsync("create", Phone, """
            "sms":{"marketing":{"consent":"SUBSCRIBED","consented_at":"2026-01-05T10:00:00Z","record":{"ip":"192.0.2.9"}},"transactional":{"consent":"SUBSCRIBED","consented_at":"2026-01-06T10:00:00Z"}}
            """, """ "historical_import":true,"custom_source":"shop","consent_record":{"method":"Form","text":"Text me","url":"https://shop.example/","terms_version":"7"}, """);
        var id = await IdAsync(Phone);
        var sms = (await app.GetAsync($"/api/profiles/{id}?additional-fields[profile]=subscriptions"))["data"]!["attributes"]!["subscriptions"]!["sms"]!;
        var marketing = sms["marketing"]!;
        Assert.Equal((true, "SUBSCRIBED", "Form", "shop"), ((bool)marketing["can_receive_sms_marketing"]!, (string?)marketing["consent"], (string?)marketing["method"], (string?)marketing["method_detail"]));
        Assert.StartsWith("2026-01-05T10:00:00", (string?)marketing["consent_timestamp"], StringComparison.Ordinal);
        Assert.True(DateTimeOffset.Parse((string)marketing["last_updated"]!, null) > DateTimeOffset.Parse("2026-11-01T00:00:00Z", null));
        Assert.Equal((true, "SUBSCRIBED"), ((bool)sms["transactional"]!["can_receive_sms_transactional"]!, (string?)sms["transactional"]!["consent"]));

        await JobAsync("delete", Phone, """ "sms":{"marketing":{"consent":"UNSUBSCRIBED"}} """, "");
        sms = (await app.GetAsync($"/api/profiles/{id}?additional-fields[profile]=subscriptions"))["data"]!["attributes"]!["subscriptions"]!["sms"]!;
        Assert.Equal(("UNSUBSCRIBED", "SUBSCRIBED"), ((string?)sms["marketing"]!["consent"], (string?)sms["transactional"]!["consent"]));

        var trail = (await app.GetAsync($"/api/profiles/{id}/consent-trail"))["data"]!.AsArray().Select(entry => entry!["attributes"]!).ToList();
        Assert.Equal(["Subscribed to SMS Marketing", "Subscribed to SMS Transactional", "Unsubscribed from SMS Marketing"], trail.Select(entry => (string?)entry["event"]));
        Assert.Equal(("Form", "shop", true, "192.0.2.9"), ((string?)trail[0]["method"], (string?)trail[0]["source"], (bool)trail[0]["historical"]!, (string?)trail[0]["ip"]));
        using var nobody = await SendAsync(HttpMethod.Get, $"/api/profiles/{new string('a', 26)}/consent-trail", null);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task A_no_to_one_list_ends_that_list_s_texts_and_no_others_and_an_import_does_not_bring_them_back()
    {
        const string Phone = "+12125550303", Other = "+12125550304";
        var (news, sale) = (await ListAsync("News"), await ListAsync("Sale"));
        const string Yes = """ "sms":{"marketing":{"consent":"SUBSCRIBED"}} """;
        foreach (var list in (string[])[news, sale]) await JobAsync("create", Phone, Yes, "", list);
        await JobAsync("create", Other, Yes, "", sale);

        // Of two people of whom one is on the list, the other loses all.
        foreach (var phone in (string[])[Phone, Other]) await JobAsync("delete", phone, null, """ "custom_source":"preferences", """, news);
        Assert.Equal(("SUBSCRIBED", "UNSUBSCRIBED"), (await ConsentAsync(Phone), await ConsentAsync(Other)));
        var said = (await app.GetAsync($"/api/profiles/{await IdAsync(Phone)}/consent-trail"))["data"]!.AsArray()[^1]!["attributes"]!;
        Assert.Equal(("Unsubscribed from List", news, "preferences"), ((string?)said["event"], (string?)said["list_id"], (string?)said["source"]));
        Assert.Equal((0, 1), (await TargetedAsync(news), await RecipientsAsync(sale)));

        var import = await app.PostAsync("/api/profile-bulk-import-jobs", JsonNode.Parse(
            "{\"data\":{\"type\":\"profile-bulk-import-job\",\"attributes\":{\"profiles\":{\"data\":[{\"type\":\"profile\",\"attributes\":{\"phone_number\":\"" + Phone +
            "\"}}]}},\"relationships\":{\"lists\":{\"data\":[{\"type\":\"list\",\"id\":\"" + news + "\"}]}}}}")!);
        var error = Assert.Single((await app.GetAsync($"/api/profile-bulk-import-jobs/{import["data"]!["id"]}/import-errors"))["data"]!.AsArray());
        Assert.Equal("unsubscribed_from_list", (string?)error!["attributes"]!["code"]);
        using (await SendAsync(HttpMethod.Post, $"/api/lists/{news}/relationships/profiles", "{\"data\":[{\"type\":\"profile\",\"id\":\"" + await IdAsync(Phone) + "\"}]}")) { }
        Assert.Equal(0, await TargetedAsync(news));
        await JobAsync("create", Phone, Yes, "", news);
        Assert.Equal(1, await TargetedAsync(news));
    }

    [Theory]
    [InlineData("""{"ip":"nowhere"}""", "/ip")]
    [InlineData("""{"url":"shop"}""", "/url")]
    [InlineData("""{"method":" "}""", "/method")]
    public async Task A_consent_record_that_shows_nothing_is_refused(string record, string place)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/profile-subscription-bulk-create-jobs",
            """{"data":{"type":"profile-subscription-bulk-create-job","attributes":{"consent_record":""" + record +
            ""","profiles":{"data":[{"type":"profile","attributes":{"phone_number":"+12125550309","subscriptions":{"sms":{"marketing":{"consent":"SUBSCRIBED"}}}}}]}}}}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("/data/attributes/consent_record" + place, (string?)(await ReadAsync(answer))["errors"]![0]!["source"]!["pointer"]);
    }

    [Fact]
    public async Task An_erased_person_is_gone_and_an_older_consent_does_not_bring_them_back()
    {
        const string Phone = "+12125550302";
        await JobAsync("create", Phone, """ "sms":{"marketing":{"consent":"SUBSCRIBED"}} """, "");
        var id = await IdAsync(Phone);
        var export = (await app.GetAsync($"/api/profiles/{id}/export"))["data"]!["attributes"]!;
        Assert.Equal((Phone, 1), ((string?)export["profile"]!["phone_number"], export["consent_trail"]!.AsArray().Count));

        using var erased = await SendAsync(HttpMethod.Post, "/api/data-privacy-deletion-jobs", Erase($"\"phone_number\":\"{Phone}\""));
        Assert.Equal(HttpStatusCode.Accepted, erased.StatusCode);
        foreach (var path in (string[])["", "/export"])
        {
            using var gone = await SendAsync(HttpMethod.Get, $"/api/profiles/{id}{path}", null);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        await JobAsync("create", Phone, """ "sms":{"marketing":{"consent":"SUBSCRIBED","consented_at":"2026-01-05T10:00:00Z"}} """, """ "historical_import":true, """);
        var sms = (await app.GetAsync($"/api/profiles/{id}?additional-fields[profile]=subscriptions"))["data"]!["attributes"]!["subscriptions"]!["sms"]!;
        Assert.Equal("NEVER_SUBSCRIBED", (string?)sms["marketing"]!["consent"]);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("\"phone_number\":\"12\"", HttpStatusCode.BadRequest)]
    [InlineData("\"email\":\"nobody@example.test\"", HttpStatusCode.NotFound)]
    public async Task An_erasure_says_whom_it_means(string attributes, HttpStatusCode status)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/data-privacy-deletion-jobs", Erase(attributes));
        Assert.Equal(status, answer.StatusCode);
    }

    private static string Erase(string attributes) =>
        """{"data":{"type":"data-privacy-deletion-job","attributes":{"profile":{"data":{"type":"profile","attributes":{""" + attributes + "}}}}}}";

    private async Task<string> ListAsync(string name) =>
        (string)(await app.PostAsync("/api/lists", JsonNode.Parse("{\"data\":{\"type\":\"list\",\"attributes\":{\"name\":\"" + name + "\"}}}")!))["data"]!["id"]!;

    private async Task<string?> ConsentAsync(string phone) =>
        (string?)(await app.GetAsync($"/api/profiles/{await IdAsync(phone)}?additional-fields[profile]=subscriptions"))["data"]!["attributes"]!["subscriptions"]!["sms"]!["marketing"]!["consent"];

    /// <summary>People a campaign to the list would go to, whatever is then decided about each.</summary>
    private async Task<int> TargetedAsync(string list) => (int)(await EstimateAsync(list))["targeted"]!;

    private async Task<int> RecipientsAsync(string list) => (int)(await EstimateAsync(list))["estimated_recipient_count"]!;

    private async Task<JsonNode> EstimateAsync(string list) =>
        (await app.GetAsync("/api/campaign-recipient-estimations/" + await new Shop(app).DraftAsync("To " + list, list, "Hi")))["data"]!["attributes"]!;

    private async Task JobAsync(string kind, string phone, string? subscriptions, string attributes, string? list = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/profile-subscription-bulk-{kind}-jobs",
            "{\"data\":{\"type\":\"profile-subscription-bulk-" + kind + "-job\",\"attributes\":{" + attributes +
            "\"profiles\":{\"data\":[{\"type\":\"profile\",\"attributes\":{\"phone_number\":\"" + phone + "\"" +
            (subscriptions is null ? "" : ",\"subscriptions\":{" + subscriptions + "}") + "}}]}}" +
            (list is null ? "" : ",\"relationships\":{\"list\":{\"data\":{\"type\":\"list\",\"id\":\"" + list + "\"}}}") + "}}");
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> IdAsync(string phone) =>
        (string)(await app.GetAsync("/api/profiles?filter=" + Uri.EscapeDataString($"equals(phone_number,\"{phone}\")")))["data"]![0]!["id"]!;

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
}
