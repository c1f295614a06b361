using System.Net;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Callbacks signed by Twilio's official SDK, posted to the gateway as it listens.</summary>
public sealed class TwilioCallbackTests(RunningApp running) : IClassFixture<RunningApp>, IDisposable
{
    private readonly EmbeddedApp app = running.App;
    private readonly NodePeer sdk = new("twilio-peer.mjs");

    public void Dispose() => sdk.Dispose();

    [Fact]
    public async Task What_the_official_SDK_signs_is_recorded()
    {
        var (campaign, messages) = await MutedMessages.SendAsync(app);
        var message = messages.Single();
        foreach (var (status, shown) in new[] { ("sent", "sent"), ("delivered", "received"), ("delivered", "received") })
        {
            var callback = Callback.For(app, message, status);
            Assert.Equal(HttpStatusCode.NoContent, await callback.StatusOfAsync(await SignAsync(callback, callback.Url)));
            Assert.Equal(shown, await MutedMessages.StatusAsync(app, message));
        }
        Assert.Equal(new Figures(1, 1, 0), Books.Of(await new Books(app, campaign).AuditAsync()));
    }

    [Fact]
    public async Task What_was_signed_for_another_address_or_changed_on_the_way_is_401_and_changes_nothing()
    {
        var (_, messages) = await MutedMessages.SendAsync(app);
        var before = await MutedMessages.TraceAsync(app, messages.Single());
        var callback = Callback.For(app, messages.Single(), "delivered");
        var signature = await SignAsync(callback, callback.Url);

        var otherPort = new UriBuilder(callback.Url) { Port = app.Gateway.Port + 1 }.Uri.AbsoluteUri;
        var otherHost = new UriBuilder(callback.Url) { Host = "example.test" }.Uri.AbsoluteUri;
        foreach (var url in (string[])[otherPort, otherHost, callback.Url.Replace("http:", "https:", StringComparison.Ordinal), callback.Url + "?x=1", callback.Url + "/"])
            Assert.Equal(HttpStatusCode.Unauthorized, await callback.StatusOfAsync(await SignAsync(callback, url)));
        Assert.Equal(HttpStatusCode.Unauthorized, await callback.StatusOfAsync(signature, "?x=1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await callback.StatusOfAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await callback.StatusOfAsync(callback.Sign(token: "another")));
        var tampered = Callback.For(app, messages.Single(), "undelivered", "30003");
        Assert.Equal(HttpStatusCode.Unauthorized, await tampered.StatusOfAsync(signature));
        Assert.Equal(before, await MutedMessages.TraceAsync(app, messages.Single()));
        // The signature was good for what it was made for.
        Assert.Equal(HttpStatusCode.NoContent, await callback.StatusOfAsync(signature));
    }

    private async Task<string> SignAsync(Callback callback, string url) =>
        (string)(await sdk.AskAsync(new { command = "sign", token = "sandbox-token", url, @params = callback.Parameters }, TestContext.Current.CancellationToken))!;
}
