using System.Text;
using Sms.Testing;

namespace Sms;

/// <summary>The vendor's own SDK, a peer that shares no line with us, drives the sandbox and judges and makes signatures.</summary>
public sealed class TwilioSdkTests : IDisposable
{
    private const string Sid = "AC5a4db0c5000000000000000000000001";
    private const string Token = "sandbox-token";
    private readonly NodePeer sdk = new("twilio-peer.mjs");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => sdk.Dispose();

    [Fact]
    public async Task The_SDK_creates_fetches_lists_and_cancels()
    {
        await using var rig = await SandboxRig.StartAsync(("Sandbox:SentDelayMin", "60000"), ("Sandbox:SentDelayMax", "60000"));
        var baseUrl = rig.Url.AbsoluteUri.TrimEnd('/');
        var created = (await sdk.AskAsync(new { command = "create", baseUrl, accountSid = Sid, token = Token, message = new { to = "+14155550123", from = "78745", body = "Grüße 👍" } }, Cancellation))!;
        Assert.Equal(("queued", "+14155550123", "78745", "Grüße 👍", "1"), ((string?)created["status"], (string?)created["to"], (string?)created["from"], (string?)created["body"], (string?)created["numSegments"]));
        var sid = (string)created["sid"]!;
        var fetched = (await sdk.AskAsync(new { command = "fetch", baseUrl, accountSid = Sid, token = Token, sid }, Cancellation))!;
        Assert.Equal(created.ToJsonString(), fetched.ToJsonString());
        for (var i = 0; i < 4; i++) await rig.SubmitAsync("+14155550123", i);
        var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date.ToString("yyyy-MM-dd", null);
        var list = (await sdk.AskAsync(new { command = "list", baseUrl, accountSid = Sid, token = Token, filter = new { to = "+14155550123", pageSize = 2, dateSentAfter = today } }, Cancellation))!.AsArray();
        Assert.Equal(5, list.Count);
        Assert.Equal(sid, (string?)list[4]!["sid"]);
        var canceled = (await sdk.AskAsync(new { command = "cancel", baseUrl, accountSid = Sid, token = Token, sid }, Cancellation))!;
        Assert.Equal("canceled", (string?)canceled["status"]);
    }

    [Theory]
    [InlineData("+15005550004", "Hello", 400, 21610)]
    [InlineData("+15005552000", "Hello", 429, 20429)]
    [InlineData("nobody", "Hello", 400, 21211)]
    [InlineData("+14155550123", "", 400, 21602)]
    [InlineData("+14155550123", null, 400, 21617)]
    public async Task The_SDK_reads_refusals(string to, string? body, int status, int code)
    {
        await using var rig = await SandboxRig.StartAsync();
        var refused = await Assert.ThrowsAsync<NodePeerException>(() => sdk.AskAsync(
            new { command = "create", baseUrl = rig.Url.AbsoluteUri.TrimEnd('/'), accountSid = Sid, token = Token, message = new { to, from = "78745", body = body ?? new string('a', 1601) } }, Cancellation));
        Assert.Equal((status, code), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_wrong_token_is_told_20003()
    {
        await using var rig = await SandboxRig.StartAsync();
        var refused = await Assert.ThrowsAsync<NodePeerException>(() => sdk.AskAsync(
            new { command = "create", baseUrl = rig.Url.AbsoluteUri.TrimEnd('/'), accountSid = Sid, token = "wrong", message = new { to = "+14155550123", from = "78745", body = "x" } }, Cancellation));
        Assert.Equal((401, 20003), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task The_SDK_accepts_the_sandboxs_signatures_and_no_other()
    {
        await using var rig = await SandboxRig.StartAsync();
        await rig.SubmitAsync("+15005553003");
        await rig.ArrivedAsync(all => all.Count == 2);
        foreach (var (_, _, callback) in rig.Arrivals)
        {
            var form = FormBody.Parse(callback.Body);
            var parameters = Enumerable.Range(0, form.Count).ToDictionary(i => Encoding.UTF8.GetString(form.Key(i)), i => Encoding.UTF8.GetString(form.Value(i)));
            var signature = callback.Headers["x-twilio-signature"];
            Assert.True(await Validate(signature, callback.Url, parameters));
            parameters["MessageStatus"] = "read";
            Assert.False(await Validate(signature, callback.Url, parameters));
        }

        async Task<bool> Validate(string signature, string url, Dictionary<string, string> @params) =>
            (bool)(await sdk.AskAsync(new { command = "validate", token = Token, signature, url, @params }, Cancellation))!;
    }

    [Fact]
    public async Task The_adapter_accepts_what_the_SDK_signs()
    {
        var reader = new TwilioCallbackReader("main", [Callbacks.Token]);
        var parameters = new Dictionary<string, object>
        {
            ["MessageSid"] = "SM1",
            ["MessageStatus"] = "delivered",
            ["To"] = "+15558675310",
            ["Empty"] = "",
            ["Text"] = " Grüße & 👍=+% ",
            ["MediaUrl"] = new[] { "b", "a", "a" },
            ["\uFFFD\uE000"] = "x",
        };
        foreach (var url in (string[])[Callbacks.Url, Callbacks.Url + "?mid=1&x=%2B1", "https://hooks.example.test:8443/status/1", "http://localhost:5080/a'b"])
        {
            var signature = (string)(await sdk.AskAsync(new { command = "sign", token = Callbacks.Token, url, @params = parameters }, Cancellation))!;
            var body = string.Join('&', parameters.SelectMany(p => p.Value is string[] many ? many.Select(v => (p.Key, v)) : [(p.Key, (string)p.Value)])
                .Select(p => Uri.EscapeDataString(p.Item1) + "=" + Uri.EscapeDataString(p.Item2)));
            Assert.Equal(DeliveryStatus.Delivered, reader.Read(Callbacks.Of(body, signature, url), DateTimeOffset.UnixEpoch).Receipt?.Status);
            Assert.Equal(CallbackKind.Forged, reader.Read(Callbacks.Of(body + "&more=1", signature, url), DateTimeOffset.UnixEpoch).Kind);
        }
    }

    [Fact]
    public async Task A_JSON_body_is_proved_as_the_SDK_proves_it()
    {
        const string Body = """{"MessageSid":"SM1","MessageStatus":"delivered","Text":"Grüße"}""";
        var reader = new TwilioCallbackReader("main", [Callbacks.Token]);
        var url = Callbacks.Url + "?bodySHA256=" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Body)));
        var signature = (string)(await sdk.AskAsync(new { command = "sign", token = Callbacks.Token, url, @params = new { } }, Cancellation))!;
        Assert.True((bool)(await sdk.AskAsync(new { command = "validateBody", token = Callbacks.Token, signature, url, body = Body }, Cancellation))!);
        Assert.Equal(DeliveryStatus.Delivered, reader.Read(Callbacks.Of(Body, signature, url, "application/json"), DateTimeOffset.UnixEpoch).Receipt?.Status);
        Assert.False((bool)(await sdk.AskAsync(new { command = "validateBody", token = Callbacks.Token, signature, url, body = Body + " " }, Cancellation))!);
        Assert.Equal(CallbackKind.Forged, reader.Read(Callbacks.Of(Body + " ", signature, url, "application/json"), DateTimeOffset.UnixEpoch).Kind);
    }
}
