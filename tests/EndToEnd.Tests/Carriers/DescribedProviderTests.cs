using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Both ways over a provider that is known by its description alone.</summary>
public sealed class DescribedProviderTests
{
    [Fact]
    public async Task A_text_is_received_by_its_signed_receipt_and_a_STOP_comes_back_and_is_answered()
    {
        await using var acme = await AcmeProvider.StartAsync();
        await using var app = await EmbeddedApp.StartAsync([.. acme.Settings, ("Sending:OrganizationName", "Corner Shop"), ("Sending:QuietHours:Campaigns", "Off")]);
        var shop = new Shop(app);
        var campaign = await shop.DraftAsync("Sale", await shop.ListAsync("Newsletter", 1), "20% off everything until Sunday.");
        await shop.SendAsync(campaign);
        var text = await TakenAsync(acme, 1);
        Assert.EndsWith("20% off everything until Sunday.", (string)text["text"]!, StringComparison.Ordinal);
        Assert.Equal(204, await AcmeProvider.ReportAsync(app, text));
        Assert.Equal(204, await AcmeProvider.ReportAsync(app, text));

        var phone = new Phone(app, (string)text["to"]!);
        Assert.Equal(1, await phone.CountAsync(Metric.ReceivedSms));
        Assert.Equal(401, await AcmeProvider.TextAsync(app, "in-1", phone.Number, "STOP", secret: "another, as long as it"));
        Assert.Equal("SUBSCRIBED", await phone.ConsentAsync());
        for (var time = 0; time < 3; time++) Assert.Equal(204, await AcmeProvider.TextAsync(app, "in-1", phone.Number, "STOP"));
        Assert.Equal("UNSUBSCRIBED", await phone.ConsentAsync());
        Assert.Equal(1, await phone.CountAsync(Metric.SentSms));

        var answer = await TakenAsync(acme, 2);
        Assert.Equal(
            (phone.Number, AcmeProvider.ShortCode, "Corner Shop: You are unsubscribed and will get no more messages."),
            ((string)answer["to"]!, (string)answer["from"]!, (string)answer["text"]!));
        Assert.Equal(204, await AcmeProvider.ReportAsync(app, answer));
        Assert.Equal((1, 1), (await phone.CountAsync(Metric.ReceivedAutomatedResponseSms), await phone.CountAsync(Metric.ReceivedSms)));

        // Signed, and not what was described: acknowledged, and kept for whoever looks.
        Assert.Equal(204, await AcmeProvider.TextAsync(app, "in-2", phone.Number, words: null));
        var parked = Assert.Single((await app.GetAsync("/api/parked-receipts"))["data"]!.AsArray());
        Assert.Equal(("inbound", "acme"), ((string)parked!["attributes"]!["vendor_status"]!, (string)parked["attributes"]!["carrier"]!));
        Assert.Equal(2, acme.Taken.Count);
    }

    private static async Task<JsonObject> TakenAsync(AcmeProvider acme, int number)
    {
        var taken = await Until.AskedAsync(() => Task.FromResult(acme.Taken), texts => texts.Count >= number, TimeSpan.FromSeconds(30), $"{number} texts at the provider");
        return taken[number - 1];
    }
}
