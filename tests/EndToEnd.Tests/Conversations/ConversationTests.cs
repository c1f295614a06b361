using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>People text the product, through the sandbox's signed inbound webhook.</summary>
public sealed class ConversationTests(ConversingApp running) : IClassFixture<ConversingApp>
{
    private readonly EmbeddedApp app = running.App;

    [Fact]
    public async Task A_STOP_that_comes_46_times_is_one_event_one_opt_out_and_one_answer_from_the_number_that_was_texted()
    {
        var phone = await SubscribedAsync(1);
        var heard = await phone.TextAsync("Stop!", copies: 46);
        Assert.Equal(204, (int)heard["status"]!);
        await phone.TextAsync("Stop!", sid: (string)heard["sid"]!);
        Assert.Equal("UNSUBSCRIBED", await phone.ConsentAsync());
        Assert.Equal("Corner Shop: You are unsubscribed and will get no more messages.", Assert.Single(await phone.WordsAsync(1)));
        Assert.Equal(Phone.OurNumber, Assert.Single(await phone.InboxAsync()).From);
        await Until.SoAsync(async () => await phone.CountAsync(Metric.ReceivedAutomatedResponseSms) == 1, TimeSpan.FromSeconds(20), "the answer is received");
        Assert.Equal((1, 1, 0), (await phone.CountAsync(Metric.SentSms), await phone.CountAsync(Metric.UnsubscribedFromSmsMarketing), await phone.CountAsync(Metric.ReceivedSms)));

        // Said again, in another text: heard, and not answered a second time.
        await phone.TextAsync("STOP");
        Assert.Equal(2, await phone.CountAsync(Metric.SentSms));
        Assert.Single(await phone.WordsAsync());
    }

    [Fact]
    public async Task A_stranger_who_says_STOP_is_remembered_and_no_import_undoes_it()
    {
        var phone = Phone.Of(app, 2);
        await phone.TextAsync("unsubscribe");
        Assert.Equal("UNSUBSCRIBED", await phone.ConsentAsync());
        var job = SubscriptionJob.Of(phone.Number, list: null);
        job["attributes"]!["historical_import"] = true;
        job["attributes"]!["profiles"]!["data"]![0]!["attributes"]!["subscriptions"]!["sms"]!["marketing"]!["consented_at"] = "2026-01-05T10:00:00Z";
        await app.PostAsync("/api/profile-subscription-bulk-create-jobs", new JsonObject { ["data"] = job });
        Assert.Equal("UNSUBSCRIBED", await phone.ConsentAsync());
    }

    [Fact]
    public async Task What_may_be_an_opt_out_pauses_marketing_until_a_human_decides()
    {
        var (phone, other) = (Phone.Of(app, 3), Phone.Of(app, 4));
        var list = await ListAsync("Paused", doubleOptIn: false);
        await SubscribeAsync(list, phone, other);
        await phone.TextAsync("please don't stop the music");
        Assert.Equal(1, await SkippedAsync(list));

        var flagged = (await app.GetAsync("/api/conversations?filter=equals(flagged,true)"))["data"]!.AsArray();
        var id = await phone.IdAsync();
        var found = flagged.Single(one => (string)one!["id"]! == id)!["attributes"]!;
        Assert.Equal(("ambiguous", "please don't stop the music"), ((string)found["texts"]![0]!["heard"]!, (string)found["texts"]![0]!["body"]!));
        Assert.Equal(TimeSpan.FromDays(10), (DateTimeOffset)found["decide_by"]! - (DateTimeOffset)found["flagged_at"]!);

        Assert.False((bool)(await DecideAsync(id, "keep"))["data"]!["attributes"]!["flagged"]!);
        Assert.Equal("SUBSCRIBED", await phone.ConsentAsync());
        Assert.Equal(0, await SkippedAsync(list));
        Assert.Equal(HttpStatusCode.Conflict, (await PatchAsync(id, "keep")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(id, "perhaps")).StatusCode);

        await other.TextAsync("I will stop by on Monday to pick it up");
        await DecideAsync(await other.IdAsync(), "opt_out");
        Assert.Equal("UNSUBSCRIBED", await other.ConsentAsync());
    }

    [Fact]
    public async Task A_list_with_double_opt_in_asks_first_and_a_yes_completes_it()
    {
        var (yes, no, silent) = (Phone.Of(app, 5), Phone.Of(app, 6), Phone.Of(app, 7));
        var list = await ListAsync("Confirmed", doubleOptIn: true);
        await SubscribeAsync(list, yes, no, silent);
        await SubscribeAsync(list, yes);
        Assert.Equal("NEVER_SUBSCRIBED", await yes.ConsentAsync());
        Assert.StartsWith("Corner Shop: Reply YES to confirm", Assert.Single(await yes.WordsAsync(1)), StringComparison.Ordinal);
        Assert.Equal(1, await yes.CountAsync(Metric.ConsentRequested));
        Assert.Empty(await MembersAsync(list));

        await yes.TextAsync("Yes please!");
        await no.TextAsync("STOP");
        await no.TextAsync("Y");
        Assert.Equal(("SUBSCRIBED", "UNSUBSCRIBED", "NEVER_SUBSCRIBED"), (await yes.ConsentAsync(), await no.ConsentAsync(), await silent.ConsentAsync()));
        Assert.Equal([await yes.IdAsync()], await MembersAsync(list));
        Assert.StartsWith("Corner Shop: You are subscribed", (await yes.WordsAsync(2))[1], StringComparison.Ordinal);
        Assert.Equal(1, await yes.CountAsync(Metric.SubscribedToSmsMarketing));
    }

    [Fact]
    public async Task A_keyword_of_our_own_subscribes_to_its_list_and_answers_in_its_own_words()
    {
        var list = await ListAsync("VIP", doubleOptIn: true);
        await KeywordAsync("VIP-Club", list, "Welcome to the club, from {organization}.", "single_opt_in");
        await KeywordAsync("hours", null, "Open 9 to 6.", null);
        await KeywordAsync("gold", list, null, null);

        var member = Phone.Of(app, 8);
        await member.TextAsync("vip club");
        await member.TextAsync("Hours?");
        Assert.Equal(["Welcome to the club, from Corner Shop.", "Open 9 to 6."], (await member.WordsAsync(2)).Order().Reverse());
        Assert.Equal([await member.IdAsync()], await MembersAsync(list));
        Assert.Equal("SUBSCRIBED", await member.ConsentAsync());

        // The list's own rule, where the keyword has none.
        var asked = Phone.Of(app, 9);
        await asked.TextAsync("GOLD");
        Assert.StartsWith("Corner Shop: Reply YES", Assert.Single(await asked.WordsAsync(1)), StringComparison.Ordinal);
        Assert.Equal("NEVER_SUBSCRIBED", await asked.ConsentAsync());
        await asked.TextAsync("oui");
        Assert.Equal("SUBSCRIBED", await asked.ConsentAsync());

        foreach (var reserved in (string[])["STOP", "Help", "yes", "non stop", "arrêt", "🎉"])
            Assert.Equal(HttpStatusCode.BadRequest, (await PostKeywordAsync(reserved, null, "x", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await PostKeywordAsync("HOURS", null, "x", null)).StatusCode);
    }

    [Fact]
    public async Task START_subscribes_again_and_HELP_is_answered_to_anybody()
    {
        var phone = await SubscribedAsync(10);
        await phone.TextAsync("STOP");
        await phone.TextAsync("help");
        await phone.TextAsync("Start");
        Assert.Equal("SUBSCRIBED", await phone.ConsentAsync());
        var words = await phone.WordsAsync(3);
        Assert.Contains(words, text => text.Contains("Reply STOP to get no more messages", StringComparison.Ordinal));
        Assert.Contains(words, text => text.Contains("You are subscribed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unsigned_is_401_and_changes_nothing_and_signed_but_unreadable_is_kept_aside()
    {
        var phone = Phone.Of(app, 11);
        var text = new Dictionary<string, string> { ["MessageSid"] = "SM" + new string('1', 32), ["From"] = phone.Number, ["To"] = Phone.OurNumber, ["Body"] = "STOP" };
        var inbound = new Callback(app.Gateway, "/carriers/sandbox/inbound", text);
        Assert.Equal(HttpStatusCode.Unauthorized, await inbound.StatusOfAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await inbound.StatusOfAsync(inbound.Sign(token: "another")));
        Assert.Empty((await app.GetAsync($"/api/profiles?filter=equals(phone_number,\"{Uri.EscapeDataString(phone.Number)}\")"))["data"]!.AsArray());

        foreach (var broken in (Dictionary<string, string>[])[new(text) { ["From"] = "SHOP" }, new(text) { ["MessageSid"] = "../etc" }, new() { ["Body"] = "STOP" }, new(text) { ["From"] = "12345" }])
        {
            var callback = new Callback(app.Gateway, "/carriers/sandbox/inbound", broken);
            Assert.Equal(HttpStatusCode.NoContent, await callback.StatusOfAsync(callback.Sign()));
        }
        var parked = (await app.GetAsync("/api/parked-receipts"))["data"]!.AsArray().Where(one => (string?)one!["attributes"]!["vendor_status"] == "inbound").ToList();
        Assert.Equal(4, parked.Count);
        Assert.DoesNotContain(parked, one => one!.ToJsonString().Contains(phone.Number[1..], StringComparison.Ordinal));
    }

    private async Task<Phone> SubscribedAsync(int n)
    {
        var phone = Phone.Of(app, n);
        await app.PostAsync("/api/profile-subscription-bulk-create-jobs", new JsonObject { ["data"] = SubscriptionJob.Of(phone.Number, list: null) });
        Assert.Equal("SUBSCRIBED", await phone.ConsentAsync());
        return phone;
    }

    private async Task SubscribeAsync(string list, params Phone[] people)
    {
        foreach (var person in people) await app.PostAsync("/api/profile-subscription-bulk-create-jobs", new JsonObject { ["data"] = SubscriptionJob.Of(person.Number, list) });
    }

    private async Task<string> ListAsync(string name, bool doubleOptIn) => (string)(await app.PostAsync("/api/lists", new JsonObject
    {
        ["data"] = new JsonObject
        {
            ["type"] = "list",
            ["attributes"] = new JsonObject { ["name"] = name, ["opt_in_process"] = doubleOptIn ? "double_opt_in" : "single_opt_in" },
        },
    }))["data"]!["id"]!;

    private async Task<List<string>> MembersAsync(string list) =>
        [.. (await app.GetAsync($"/api/lists/{list}/relationships/profiles"))["data"]!.AsArray().Select(one => (string)one!["id"]!)];

    private async Task<long> SkippedAsync(string list)
    {
        var shop = new Shop(app);
        var campaign = await shop.DraftAsync("Sale", list, "20% off");
        await shop.SendAsync(campaign);
        await Until.AskedAsync(new Books(app, campaign).StatusAsync, status => status == "Sent", TimeSpan.FromSeconds(30), "the campaign is sent");
        return Books.Number(await shop.AuditAsync(campaign), "skipped");
    }

    private async Task<JsonObject> DecideAsync(string id, string decision)
    {
        using var answer = await PatchAsync(id, decision);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }

    private Task<HttpResponseMessage> PatchAsync(string id, string decision) => app.Http.PatchAsync(
        new Uri($"/api/conversations/{id}", UriKind.Relative),
        Json(new JsonObject { ["type"] = "conversation", ["id"] = id, ["attributes"] = new JsonObject { ["decision"] = decision } }), TestContext.Current.CancellationToken);

    private async Task KeywordAsync(string word, string? list, string? response, string? process)
    {
        using var answer = await PostKeywordAsync(word, list, response, process);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private Task<HttpResponseMessage> PostKeywordAsync(string word, string? list, string? response, string? process) => app.Http.PostAsync(
        new Uri("/api/sms-keywords", UriKind.Relative),
        Json(new JsonObject
        {
            ["type"] = "sms-keyword",
            ["attributes"] = new JsonObject { ["keyword"] = word, ["list_id"] = list, ["response"] = response, ["opt_in_process"] = process },
        }), TestContext.Current.CancellationToken);

    private static StringContent Json(JsonObject data) => new(new JsonObject { ["data"] = data }.ToJsonString(), Encoding.UTF8, "application/json");
}
