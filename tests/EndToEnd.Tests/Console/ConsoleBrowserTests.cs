using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>The page in a real browser, on the real product, with the sandbox as the provider.</summary>
public sealed class ConsoleBrowserTests
{
    private const string Hostile = "<script>document.title='owned'</script><img src=x onerror=alert(1)>\"'&";

    [Fact]
    public async Task A_campaign_appears_and_its_figures_move_on_a_page_that_is_never_reloaded()
    {
        await using var app = await EmbeddedApp.StartAsync(
            ("Sandbox:FinalDelayMin", "500"), ("Sandbox:FinalDelayMax", "4000"), ("Sandbox:SilentRate", "0"), ("Sandbox:Failures:30003", "0.1"));
        await using var browser = await Browser.StartAsync();
        await using var tab = await browser.OpenTabAsync();
        var shop = new Shop(app);
        var list = await shop.ListAsync("Newsletter", 300);

        await SignInAsync(tab, app);
        await tab.UntilAsync("document.getElementById('live').dataset.state === 'live'");
        Assert.Equal("true", await Read(tab, "!document.getElementById('empty').hidden && document.querySelector('#rows li') === null"));
        var loads = tab.Loads;
        // Every figure that Received shows on its way, noted by the page itself: a jump from nothing to the end would not be live.
        await tab.EvaluateAsync("""
            window.seen = new Set()
            new MutationObserver(() => {
              const received = document.querySelector('#rows [data-figure=received]')
              if (received) window.seen.add(received.textContent)
            }).observe(document.getElementById('rows'), { subtree: true, childList: true, characterData: true })
            """);

        var campaign = await shop.DraftAsync("Autumn sale", list, "20% off everything until Sunday.");
        await tab.UntilAsync("document.querySelector('#rows li').dataset.status === 'draft'");
        await shop.SendAsync(campaign);
        await tab.UntilAsync("document.querySelector('#rows [data-figure=sent]').textContent === '300' && document.querySelector('#rows [data-figure=inFlight]').textContent === '0'");
        await tab.UntilAsync("document.querySelector('#rows li').dataset.status === 'sent'");

        var audit = await shop.AuditAsync(campaign);
        Assert.Equal(300, Number(audit, "received") + Number(audit, "failed"));
        Assert.InRange(Number(audit, "failed"), 1, 100);
        foreach (var (figure, name) in new[] { ("targeted", "targeted"), ("sent", "relayed"), ("received", "received"), ("failed", "failed"), ("skipped", "skipped") })
            Assert.Equal(Number(audit, name).ToString(CultureInfo.InvariantCulture), await tab.TextAsync($"#rows [data-figure={figure}]"));
        Assert.Equal(Number(audit, "received").ToString(CultureInfo.InvariantCulture), await tab.TextAsync("[data-tile=received]"));
        Assert.InRange((await tab.EvaluateAsync("window.seen.size"))!.GetValue<int>(), 3, 1000);
        Assert.Equal(loads, tab.Loads);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_hostile_name_is_text_and_nothing_in_it_runs()
    {
        await using var app = await EmbeddedApp.StartAsync();
        await using var browser = await Browser.StartAsync();
        await using var tab = await browser.OpenTabAsync();
        var shop = new Shop(app);
        var list = await shop.ListAsync("Newsletter", 1);

        await shop.DraftAsync(Hostile, list, "Hello");
        await SignInAsync(tab, app);
        Assert.Equal(Hostile, await tab.TextAsync("#rows [data-slot=name]"));

        // The same through the script's door: this one arrives while the page is open.
        await tab.UntilAsync("document.getElementById('live').dataset.state === 'live'");
        await shop.DraftAsync("2 " + Hostile, list, "Hello");
        await tab.UntilAsync("document.querySelectorAll('#rows li').length === 2");
        Assert.Equal("2 " + Hostile, await tab.TextAsync("#rows [data-slot=name]"));
        Assert.Equal("Campaigns · Received SMS", await Read(tab, "document.title"));
        Assert.Equal("0", await Read(tab, "document.querySelectorAll('#rows script, #rows img').length"));
        Assert.Empty(tab.Complaints);

        // And should markup ever get in, the policy holds: an inline handler or script does not run, and the browser says so.
        await tab.EvaluateAsync("document.body.insertAdjacentHTML('beforeend', '<b onclick=\"document.title=1\" id=\"trap\">x</b>'); document.getElementById('trap').click()");
        Assert.Equal("Campaigns · Received SMS", await Read(tab, "document.title"));
        Assert.Contains(tab.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(700)]
    [InlineData(360)]
    public async Task The_page_fits_a_screen_of_any_width(int width)
    {
        await using var app = await EmbeddedApp.StartAsync();
        await using var browser = await Browser.StartAsync();
        await using var tab = await browser.OpenTabAsync();
        var shop = new Shop(app);
        var campaign = await shop.DraftAsync(new string('x', 120), await shop.ListAsync("Newsletter", 2), "Hello");
        await shop.SendAsync(campaign);
        await tab.LookLikeAsync(width, 800, dark: true);
        await SignInAsync(tab, app);
        await tab.UntilAsync("document.querySelector('#rows [data-figure=targeted]').textContent === '2'");
        Assert.Equal("0", await Read(tab, "document.documentElement.scrollWidth - innerWidth"));
        Assert.Empty(tab.Complaints);
    }

    internal static async Task SignInAsync(BrowserTab tab, EmbeddedApp app)
    {
        await tab.GoToAsync(app.Gateway);
        await tab.EvaluateAsync("document.getElementById('key').focus()");
        await tab.TypeAsync(app.ApiKey);
        await tab.LoadAsync(tab.PressEnterAsync);
    }

    private static async Task<string> Read(BrowserTab tab, string script) =>
        (await tab.EvaluateAsync($"String({script})"))!.GetValue<string>();

    private static long Number(JsonObject figures, string name) => figures[name]!.GetValue<long>();
}
