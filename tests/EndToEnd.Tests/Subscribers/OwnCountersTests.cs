using System.Net;
using Sms.Testing;

namespace Sms.EndToEnd;

public sealed class OwnCountersTests
{
    [Fact]
    public async Task What_a_person_was_sent_and_received_is_exact_after_kills_and_late_receipts()
    {
        await using var app = await EmbeddedApp.StartAsync(("Sandbox:Numbers:5550177", "mute"));
        var (_, first) = await MutedMessages.SendAsync(app);
        Assert.Equal(new Figures(1, 0, 0), await OwnAsync(app));
        await RecordAsync(app, first.Single(), "delivered");
        Assert.Equal(new Figures(1, 1, 0), await OwnAsync(app));

        await app.KillAsync();
        await app.StartAsync();
        Assert.Equal(new Figures(1, 1, 0), await OwnAsync(app));
        var (_, second) = await MutedMessages.SendAsync(app);
        await RecordAsync(app, second.Single(), "undelivered", "30003");
        Assert.Equal(new Figures(2, 1, 1), await OwnAsync(app));

        await app.KillAsync();
        await app.StartAsync();
        // The receipt from before the kill comes again, and the failure turns out to have been a delivery.
        await RecordAsync(app, first.Single(), "delivered");
        await RecordAsync(app, second.Single(), "delivered");
        Assert.Equal(new Figures(2, 2, 0), await OwnAsync(app));
        Assert.Equal(0, await app.StopAsync());
        await app.StartAsync();
        Assert.Equal(new Figures(2, 2, 0), await OwnAsync(app));
    }

    private static Task<Figures> OwnAsync(EmbeddedApp app) => Handsets.OwnFiguresAsync(app, "+12125550177");

    private static async Task RecordAsync(EmbeddedApp app, string message, string status, string? code = null)
    {
        var callback = Callback.For(app, message, status, code);
        Assert.Equal(HttpStatusCode.NoContent, await callback.StatusOfAsync(callback.Sign()));
    }
}
