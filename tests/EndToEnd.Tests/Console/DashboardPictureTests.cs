using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>
/// The Orleans dashboard in a real browser while a campaign goes out. To renew the picture in the documentation (Debian package <c>chromium</c>):
/// <c>DASHBOARD_PICTURES=$PWD/docs/images dotnet test tests/EndToEnd.Tests --filter DashboardPictureTests</c>
/// </summary>
public sealed class DashboardPictureTests
{
    [Fact]
    public async Task Operators_see_the_messages_people_and_waves_of_a_campaign_at_work()
    {
        await using var app = await EmbeddedApp.StartAsync(("Sandbox:SilentRate", "0"), ("Sandbox:FinalDelayMin", "2000"), ("Sandbox:FinalDelayMax", "30000"));
        await using var browser = await Browser.StartAsync();
        await using var tab = await browser.OpenTabAsync();
        await tab.LookLikeAsync(1280, 1000, dark: false);
        await ConsoleBrowserTests.SignInAsync(tab, app);
        var shop = new Shop(app);
        var list = await shop.ListAsync("Newsletter", 2_410);

        await tab.GoToAsync(new Uri(app.Gateway, "/dashboard/"));
        await shop.SendAsync(await shop.DraftAsync("Black Friday early access", list, "Doors open tonight."));
        foreach (var grain in (string[])["MessageGrain", "SubscriberGrain", "CampaignWaveGrain"])
            await tab.UntilAsync($"document.body.innerText.includes('{grain}')");
        await tab.UntilAsync("Number(document.body.innerText.match(/REQ\\/SEC\\s+([\\d.]+)/i)[1]) > 20");
        var page = (await tab.EvaluateAsync("document.body.innerText"))!.GetValue<string>();
        var picture = await tab.PictureAsync();

        Assert.DoesNotContain("+1", page, StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
        Assert.True(picture.Length > 20_000, $"{picture.Length} bytes");
        if (Environment.GetEnvironmentVariable("DASHBOARD_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "dashboard.png"), picture, TestContext.Current.CancellationToken);
    }
}
