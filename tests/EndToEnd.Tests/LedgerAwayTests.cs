using System.Net;
using System.Text;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>The database goes away under a running product and comes back.</summary>
public sealed class LedgerAwayTests
{
    private const int People = 20;

    [Fact]
    public async Task While_the_ledger_is_away_nothing_is_acknowledged_and_afterwards_retries_land_once()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var app = await EmbeddedApp.StartAsync(
            ("Cluster:ConnectionString", await postgres.CreateDatabaseAsync()), ("Ledger:RetryFor", "00:00:01"), ("Sandbox:Numbers:5550177", "mute"));
        var (campaign, messages) = await MutedMessages.SendAsync(app, People);
        var before = await MutedMessages.TraceAsync(app, messages[0]);

        await postgres.HaltAsync();
        foreach (var message in messages) await AssertLaterAsync(await PostAsync(app, message));
        await AssertLaterAsync(await app.Http.PostAsync(new Uri("/api/profiles", UriKind.Relative), Json("""{"data":{"type":"profile","attributes":{"phone_number":"+14155550140"}}}"""), Cancellation));
        await AssertLaterAsync(await app.Http.PostAsync(new Uri("/api/lists", UriKind.Relative), Json("""{"data":{"type":"list","attributes":{"name":"Lost?"}}}"""), Cancellation));
        await AssertLaterAsync(await app.Http.GetAsync(new Uri("/api/profiles", UriKind.Relative), Cancellation));
        await AssertLaterAsync(await app.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation));
        using (var live = await app.Http.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation)) Assert.Equal(HttpStatusCode.OK, live.StatusCode);

        await postgres.RestartAsync();
        await Until.SoAsync(async () => (await app.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation)).IsSuccessStatusCode, TimeSpan.FromSeconds(20), "ready again");
        Assert.Equal(before, await MutedMessages.TraceAsync(app, messages[0]));
        Assert.Equal(new Figures(People, 0, 0), Books.Of(await new Books(app, campaign).AuditAsync()));

        foreach (var message in messages.Concat(messages))
        {
            using var answer = await PostAsync(app, message);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
        var books = new Books(app, campaign);
        var audit = await books.AuditAsync();
        Assert.Equal(new Figures(People, People, 0), Books.Of(audit));
        Assert.Empty(audit["differences"]!.AsArray());
        Assert.Equal(Books.Of(audit), await books.EventsAsync());
        using var person = await app.Http.PostAsync(new Uri("/api/profiles", UriKind.Relative), Json("""{"data":{"type":"profile","attributes":{"phone_number":"+14155550140"}}}"""), Cancellation);
        Assert.Equal(HttpStatusCode.Created, person.StatusCode);
    }

    [Fact]
    public async Task A_campaign_goes_on_by_itself_after_the_ledger_was_away_in_its_middle()
    {
        const int Audience = 1_500;
        await using var postgres = await PostgresServer.StartAsync();
        await using var app = await EmbeddedApp.StartAsync(
            ("Cluster:ConnectionString", await postgres.CreateDatabaseAsync()), ("Ledger:RetryFor", "00:00:01"), ("Sandbox:SilentRate", "0"),
            ("Sandbox:AnswerDelayMin", "200"), ("Sandbox:AnswerDelayMax", "800"), ("Sandbox:FinalDelayMax", "500"));
        var shop = new Shop(app);
        var campaign = await shop.DraftAsync("Sale", await shop.ListAsync("Newsletter", Audience), "20% off");
        var books = new Books(app, campaign);
        await shop.SendAsync(campaign);
        await Until.AskedAsync(async () => Books.Number(await books.TruthAsync(), "accepted"), accepted => accepted > Audience / 5, TimeSpan.FromSeconds(20), "the campaign is under way");

        await postgres.HaltAsync();
        await AssertLaterAsync(await app.Http.GetAsync(new Uri("/api/profiles", UriKind.Relative), Cancellation));
        await postgres.RestartAsync();

        var (audit, truth) = await books.SettledAsync(TimeSpan.FromSeconds(45));
        Assert.Equal(0, Books.Number(truth, "texted_twice"));
        Assert.Equal(Audience, Books.Number(audit, "targeted"));
        Assert.Equal(0, Books.Number(audit, "skipped"));
        Assert.Empty(audit["differences"]!.AsArray());
        Books.AssertConserved(audit);
        Assert.Equal(Books.OfTruth(truth), await books.EventsAsync());
        Assert.Equal(Books.OfTruth(truth), await books.AggregatesAsync());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<HttpResponseMessage> PostAsync(EmbeddedApp app, string message)
    {
        var callback = Callback.For(app, message, "delivered");
        return callback.PostAsync(callback.Sign());
    }

    private static async Task AssertLaterAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {(int)answer.StatusCode} {text}");
            Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        }
    }
}
