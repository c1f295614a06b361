using System.Globalization;
using System.Net;
using System.Text;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>The whole way with carriers of other languages: the product's own adapter, the sandbox as that vendor, real HTTP between them.</summary>
public sealed class VendorCampaignTests
{
    private const string Secret = "sandbox-token";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Vonage", "Grüße, we open at nine.")]
    [InlineData("Vonage", "Grüße, we open at nine, and because this text is longer than what fits into one part of a text message it travels in two of them, each with a receipt of its own, which count as one.")]
    [InlineData("Telnyx", "Grüße, we open at nine.")]
    [InlineData("Plivo", "Grüße, we open at nine.")]
    [InlineData("Smpp", "Grüße, we open at nine for 20 €.")]
    public async Task A_campaign_over_a_rough_carrier_is_counted_as_the_carrier_counts_it(string dialect, string text)
    {
        await using var app = await StartAsync(dialect,
            ("Sandbox:SentDelayMax", "200"), ("Sandbox:FinalDelayMin", "0"), ("Sandbox:FinalDelayMax", "400"), ("Sandbox:DuplicateRate", "0.3"),
            ("Sandbox:ReorderRate", "0.3"), ("Sandbox:EarlyRate", "0.1"), ("Sandbox:SilentRate", "0"), ("Sandbox:Failures:30003", "0.1"), ("Sandbox:Failures:30007", "0.1"));
        var people = PeopleCsv.Make(200);
        await File.WriteAllTextAsync(Path.Combine(app.Folder, "people.csv"), people.Text, Cancellation);
        await Shell.RunAsync(app, "import", "people.csv", "--list", "Newsletter", "--consent");
        var send = await Shell.RunAsync(app, "send", "--list", "Newsletter", "--body", text, "--yes");
        Assert.True(send.Exit == 0, send.Printed);
        var campaign = System.Text.RegularExpressions.Regex.Match(send.Printed, "[0-9A-HJKMNP-TV-Z]{26}").Value;

        var (audit, truth) = await new Books(app, campaign) { IsAll = dialect == "Smpp" }.SettledAsync(TimeSpan.FromSeconds(40));
        Assert.Equal(people.People.Count, Books.Number(audit, "relayed"));
        Assert.Equal(Books.OfTruth(truth), Books.Of(audit));
        Assert.True(Books.Number(audit, "failed") > 0 && Books.Number(audit, "received") > 0);
        Assert.Equal(0, Books.Number(truth, "texted_twice"));
        Assert.Empty(audit["differences"]!.AsArray());
    }

    [Fact]
    public async Task A_signed_body_proves_the_message_it_names_wherever_it_is_posted()
    {
        await using var app = await StartAsync("Vonage", ("Sandbox:Numbers:5550177", "mute"));
        var (_, messages) = await MutedMessages.SendAsync(app, 2);
        var receipt = Receipt(messages[0]);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(app, "/carriers/sandbox/status/" + messages[1], receipt));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(app, "/carriers/sandbox/status", receipt.Replace("delivered", "failed", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(app, "/carriers/sandbox/status", receipt));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(app, "/carriers/sandbox/status/" + messages[0], receipt));
        Assert.Equal(("received", "relayed"), (await MutedMessages.StatusAsync(app, messages[0]), await MutedMessages.StatusAsync(app, messages[1])));

        // By GET, as an account may be set to; and a receipt that names nobody is parked.
        using var get = await app.Http.GetAsync(new Uri("/carriers/sandbox/status?" + Receipt(messages[1]), UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, get.StatusCode);
        Assert.Equal("received", await MutedMessages.StatusAsync(app, messages[1]));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(app, "/carriers/sandbox/status", Receipt("somebody-elses")));
        Assert.Single((await app.GetAsync("/api/parked-receipts"))["data"]!.AsArray(), one => (string?)one!["attributes"]!["message_id"] == "somebody-elses");
    }

    private static string Receipt(string message)
    {
        var now = TimeProvider.System.GetUtcNow();
        var form = string.Create(CultureInfo.InvariantCulture,
            $"msisdn=14155550123&to=78745&messageId=0A0000000123ABCD1&status=delivered&err-code=0&client-ref={message}&timestamp={now.ToUnixTimeSeconds()}&nonce=n");
        return $"{form}&sig={new VonageSignature(VonageSignatureMethod.Sha256, [Secret]).Sign(FormBody.Parse(Encoding.UTF8.GetBytes(form)))}";
    }

    private static Task<EmbeddedApp> StartAsync(string dialect, params (string, string)[] settings) =>
        EmbeddedApp.StartAsync([("Carriers:sandbox:Kind", "Sandbox"), ("Carriers:sandbox:Dialect", dialect), ("Sandbox:SmppUrl", "smpp://127.0.0.1:0"), .. settings]);

    private static async Task<HttpStatusCode> PostAsync(EmbeddedApp app, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await app.Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
        return answer.StatusCode;
    }
}
