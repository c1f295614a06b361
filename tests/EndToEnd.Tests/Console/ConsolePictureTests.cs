using System.Net.Http.Json;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>
/// The page as a small business sees it while its campaign goes out. To renew the picture in the read-me (Debian packages <c>chromium</c> and
/// <c>fonts-inter</c>): <c>CONSOLE_PICTURES=$PWD/docs/images dotnet test tests/EndToEnd.Tests --filter ConsolePictureTests</c>
/// </summary>
public sealed class ConsolePictureTests
{
    private const int LargestPicture = 200_000;

    [Fact]
    public async Task A_shop_in_the_middle_of_its_biggest_campaign_looks_as_in_the_read_me()
    {
        await using var app = await EmbeddedApp.StartAsync(("Sandbox:SilentRate", "0"), ("Sandbox:FinalDelayMax", "600"), ("Sending:SubmitWindow:Smallest", "400"));
        await using var browser = await Browser.StartAsync();
        await using var tab = await browser.OpenTabAsync();
        await tab.LookLikeAsync(1280, 1096, dark: false);
        await ConsoleBrowserTests.SignInAsync(tab, app);
        var shop = new Shop(app);
        var members = await shop.ListAsync("Members", 612);
        var regulars = await shop.ListAsync("Regulars", 1204);
        var newsletter = await shop.ListAsync("Newsletter", 2410);

        foreach (var (name, list) in new[] { ("Autumn lookbook", newsletter), ("Café tasting: bring a friend", regulars), ("Members’ evening", members) })
        {
            await shop.SendAsync(await shop.DraftAsync(name, list, "See you soon."));
            await tab.UntilAsync($"document.querySelector('#rows [data-slot=name]').textContent === '{name}' && {Settled}");
        }

        await shop.UnsubscribeAsync(37);
        await shop.DraftAsync("December gift guide", newsletter, "Ideas for everyone.");
        await BehaveAsync(app);
        await shop.SendAsync(await shop.DraftAsync("Black Friday early access", newsletter, "Doors open tonight."));
        await tab.UntilAsync("document.querySelector('#rows li').dataset.status === 'sending' && Number(document.querySelector('#rows [data-figure=received]').textContent.replace(',', '')) > 1300");
        var light = await tab.PictureAsync();
        await tab.LookLikeAsync(1280, 1096, dark: true);
        var dark = await tab.PictureAsync();
        await tab.LookLikeAsync(360, 1400, dark: false);
        var narrow = await tab.PictureAsync();

        Assert.Empty(tab.Complaints);
        Assert.NotEqual(light, dark);
        Assert.InRange(light.Length, 20_000, LargestPicture);
        if (Environment.GetEnvironmentVariable("CONSOLE_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "console.png"), light, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder, "console-dark.png"), dark, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder, "console-narrow.png"), narrow, TestContext.Current.CancellationToken);
    }

    private const string Settled =
        "document.querySelector('#rows li').dataset.status === 'sent' && document.querySelector('#rows [data-figure=inFlight]').textContent === '0'";

    /// <summary>A slow provider from here on, so that there is a middle to look at.</summary>
    private static async Task BehaveAsync(EmbeddedApp app)
    {
        using var http = new HttpClient { BaseAddress = app.Sandbox };
        using var answer = await http.PutAsJsonAsync(
            new Uri("/sandbox/behaviour", UriKind.Relative),
            new { seed = 1, silent_rate = 0, answer_delay_min = 2000, answer_delay_max = 5000, sent_delay_max = 1000, final_delay_min = 500, final_delay_max = 3000 });
        answer.EnsureSuccessStatusCode();
    }
}
