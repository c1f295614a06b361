using System.Net;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Receipts that came before anybody knew their message, tried again over the public API.</summary>
public sealed class ParkedReplayTests(ParkedReplayTests.PatientApp running) : IClassFixture<ParkedReplayTests.PatientApp>
{
    private readonly EmbeddedApp app = running.App;

    [Fact]
    public async Task A_receipt_whose_message_is_there_by_now_finds_it()
    {
        var shop = new Shop(app);
        var campaign = await shop.DraftAsync("Early", await shop.ListAsync("Early", 1), "Hello");
        // The id of a message follows from its campaign, the month and the person's place: known before it is sent.
        var message = $"{campaign}-{TimeProvider.System.GetUtcNow():yyMM}-0";
        var receipt = await ParkAsync(message);
        Assert.Equal((1, 0, 1), await ReplayAsync($"{receipt}/replay"));

        await shop.SendAsync(campaign);
        await Until.AskedAsync(() => new Books(app, campaign).StatusAsync(), status => status == "Sent", TimeSpan.FromSeconds(20), "the campaign is sent");
        Assert.Equal("relayed", await MutedMessages.StatusAsync(app, message));
        Assert.Equal((1, 1, 0), await ReplayAsync($"{receipt}/replay"));
        Assert.Equal("received", await MutedMessages.StatusAsync(app, message));
        Assert.DoesNotContain((await app.GetAsync("/api/parked-receipts"))["data"]!.AsArray(), one => (string?)one!["id"] == receipt);

        // It is parked no more: there is nothing left to replay under its id.
        using var again = await PostAsync($"{receipt}/replay");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_receipt_of_a_stranger_goes_on_waiting()
    {
        var receipt = await ParkAsync("01HZZZZZZZZZZZZZZZZZZZZZZZ-2611-" + Random.Shared.Next());
        Assert.Equal((1, 0, 1), await ReplayAsync($"{receipt}/replay"));
        var (tried, _, waiting) = await ReplayAsync("replay");
        Assert.True(tried >= 1 && waiting >= 1);
        Assert.Contains((await app.GetAsync("/api/parked-receipts"))["data"]!.AsArray(), one => (string?)one!["id"] == receipt);
    }

    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000000")]
    [InlineData("nonsense")]
    public async Task An_id_of_no_receipt_is_404(string id)
    {
        using var answer = await PostAsync($"{id}/replay");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]![0]!;
        Assert.Contains(id, (string)error["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("00000000-0000-7000-8000-000000000000/replay")]
    public async Task Without_a_key_it_is_401(string path)
    {
        using var http = new HttpClient { BaseAddress = app.Gateway };
        using var answer = await http.PostAsync(new Uri("/api/parked-receipts/" + path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    /// <summary>The id under which it is shown.</summary>
    private async Task<string> ParkAsync(string message)
    {
        var callback = Callback.For(app, message, "delivered");
        Assert.Equal(HttpStatusCode.NoContent, await callback.StatusOfAsync(callback.Sign()));
        var parked = (await app.GetAsync("/api/parked-receipts"))["data"]!.AsArray();
        return (string)Assert.Single(parked, one => (string?)one!["attributes"]!["message_id"] == message)!["id"]!;
    }

    private async Task<(int Tried, int Joined, int Waiting)> ReplayAsync(string path)
    {
        using var answer = await PostAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["data"]!["attributes"]!;
        return ((int)told["tried"]!, (int)told["joined"]!, (int)told["waiting"]!);
    }

    private Task<HttpResponseMessage> PostAsync(string path) =>
        app.Http.PostAsync(new Uri("/api/parked-receipts/" + path, UriKind.Relative), null, TestContext.Current.CancellationToken);

    /// <summary>Nobody looks at parked receipts by himself, and no handset answers: what happens is the test's doing.</summary>
    public sealed class PatientApp : IAsyncLifetime
    {
        public EmbeddedApp App { get; private set; } = null!;

        /// <summary>Ready once the look that every process takes at its start is behind it.</summary>
        public async ValueTask InitializeAsync()
        {
            App = await EmbeddedApp.StartAsync([("Confirmation:Every", "00:10:00"), .. Rig.Mute]);
            await Until.AskedAsync(
                async () => ObservedCampaign.Sum(await App.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), "sms_agenda_items_total", "kind=\"parking\"", "outcome=\"done\""),
                looks => looks >= 1, TimeSpan.FromSeconds(30), "the first look for parked receipts");
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
