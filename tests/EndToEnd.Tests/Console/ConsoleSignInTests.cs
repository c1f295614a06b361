using System.Net;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Who gets in, as seen from the wire. One instance serves them all; each test that fails to sign in stays under the limit of ten.</summary>
public sealed class ConsoleSignInTests(ConsoleSignInTests.Instance instance) : IClassFixture<ConsoleSignInTests.Instance>
{
    private readonly EmbeddedApp app = instance.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_key_opens_a_session_whose_cookie_says_nothing_and_scripts_cannot_read()
    {
        using var http = new ConsoleHttp(app.Gateway);
        using var answer = await http.SignInAsync(app.ApiKey);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(app.ApiKey, cookie, StringComparison.Ordinal);

        using var page = await http.GetAsync("/");
        Assert.Contains("Sign out", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        using var gone = await http.PostAsync("/sign-out", null);
        Assert.Contains("expires=Thu, 01 Jan 1970", gone.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_the_cookie_is_for_https_only()
    {
        using var http = new ConsoleHttp(app.Gateway);
        using var answer = await http.SignInAsync(app.ApiKey, $"https://{app.Gateway.Authority}");
        Assert.Contains("secure", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_key_is_told_so_and_a_form_of_another_site_is_refused_even_with_the_right_one()
    {
        using var http = new ConsoleHttp(app.Gateway);
        using var wrong = await http.SignInAsync("sk_wrong");
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Contains("This API key is not known here.", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        foreach (var origin in new[] { "https://evil.example", "null", null })
        {
            using var foreign = await http.SignInAsync(app.ApiKey, origin);
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
            using var signOut = await http.PostAsync("/sign-out", null, origin);
            Assert.Equal(HttpStatusCode.Forbidden, signOut.StatusCode);
        }

        Assert.Null(http.Cookie);
    }

    [Fact]
    public async Task A_stranger_who_guesses_without_end_locks_out_nobody_with_the_key()
    {
        // As behind a proxy, all from one address; another than the other tests'.
        using var http = new ConsoleHttp(app.Gateway, IPAddress.Parse("127.0.0.2"));
        for (var attempt = 0; attempt < SignInLimiter.Attempts; attempt++)
        {
            using var wrong = await http.SignInAsync("sk_wrong");
            Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        }

        using var stopped = await http.SignInAsync("sk_wrong");
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (stopped.StatusCode, stopped.Headers.GetValues("Retry-After").Single()));
        using var right = await http.SignInAsync(app.ApiKey);
        Assert.Equal(HttpStatusCode.Found, right.StatusCode);
    }

    [Fact]
    public async Task Without_a_session_there_are_no_figures()
    {
        using var http = new ConsoleHttp(app.Gateway);
        using var page = await http.GetAsync("/");
        var text = await page.Content.ReadAsStringAsync(Stop);
        Assert.Contains("Sign in with an API key", text, StringComparison.Ordinal);
        Assert.DoesNotContain("campaign", text, StringComparison.OrdinalIgnoreCase);
        http.Cookie = $"sms-console-{app.Gateway.Port}=9999999999.00.AAAA";
        using var live = await http.GetAsync("/console/live");
        Assert.Equal(HttpStatusCode.Unauthorized, live.StatusCode);
    }

    [Fact]
    public async Task Every_page_forbids_whatever_is_not_ours()
    {
        using var http = new ConsoleHttp(app.Gateway);
        using var page = await http.GetAsync("/");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task The_figures_are_in_the_page_itself_and_the_stream_begins_with_all_of_them()
    {
        using var http = new ConsoleHttp(app.Gateway);
        using var signedIn = await http.SignInAsync(app.ApiKey);
        var shop = new Shop(app);
        var id = await shop.DraftAsync("Members' evening", await shop.ListAsync("Members", 3), "Come by");
        using var page = await http.GetAsync("/");
        Assert.Contains($"data-id=\"{id}\"", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        using var live = await http.GetAsync("/console/live");
        Assert.Equal("text/event-stream", live.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await live.Content.ReadAsStreamAsync(Stop));
        var line = await reader.ReadLineAsync(Stop);
        while (line?.StartsWith("data: ", StringComparison.Ordinal) == false) line = await reader.ReadLineAsync(Stop);
        Assert.Contains(id, line, StringComparison.Ordinal);
    }

    public sealed class Instance : IAsyncLifetime
    {
        internal EmbeddedApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await EmbeddedApp.StartAsync();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
