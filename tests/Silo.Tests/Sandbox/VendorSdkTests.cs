using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sms.Testing;

namespace Sms;

/// <summary>The vendors' own SDKs, peers that share no line with us, drive the sandbox's other languages and judge and make signatures.</summary>
public sealed class VendorSdkTests : IDisposable
{
    private const string Id = "AC5a4db0c5000000000000000000000001";
    private const string Secret = "sandbox-token";
    private const string Gateway = "https://hooks.example.test";

    private readonly NodePeer sdk = new("peer.mjs", "carriers");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => sdk.Dispose();

    [Fact]
    public async Task Vonages_client_sends_to_the_sandbox_and_reads_its_refusals()
    {
        await using var rig = await SandboxRig.StartAsync();
        var sent = (await AskAsync(rig, "vonageSend", new { to = "14155550123", from = "78745", text = new string('a', 200), clientRef = "mine" }))!;
        Assert.Equal(("2", "0"), ((string?)sent["messageCount"], (string?)sent["messages"]![1]!["status"]));
        var refused = await Assert.ThrowsAsync<NodePeerException>(() => AskAsync(rig, "vonageSend", new { to = "15005550004", from = "78745", text = "Hello" }));
        Assert.Equal(7, refused.Code);
    }

    [Fact]
    public async Task Vonages_verifier_accepts_the_sandboxs_receipts_and_no_other()
    {
        await using var rig = await SandboxRig.StartAsync(("Carriers:sandbox:Dialect", "Vonage"));
        await rig.SubmitAsync("+15005553003");
        await rig.ArrivedAsync(all => all.Count == 2);
        foreach (var (_, _, callback) in rig.Arrivals)
        {
            var parameters = Parameters(callback.Body);
            Assert.True(await Verify(parameters));
            parameters["status"] = "delivered";
            Assert.False(await Verify(parameters));
        }

        async Task<bool> Verify(Dictionary<string, string> @params) =>
            (bool)(await sdk.AskAsync(new { command = "vonageVerify", @params, secret = Secret, method = "sha256hmac" }, Cancellation))!;
    }

    [Theory]
    [InlineData("Sha256", "sha256hmac")]
    [InlineData("Sha512", "sha512hmac")]
    [InlineData("Sha1", "sha1hmac")]
    [InlineData("Md5", "md5hmac")]
    [InlineData("Md5Hash", "md5hash")]
    public async Task Vonages_verifier_agrees_with_every_method(string ours, string theirs)
    {
        var body = "client-ref=a%26b%3Dc&empty=&text=Gr%C3%BC%C3%9Fe+%F0%9F%91%8D&Zed=1&to=AcmeInc";
        var signature = new VonageSignature(Enum.Parse<VonageSignatureMethod>(ours), ["s"]).Sign(FormBody.Parse(Encoding.UTF8.GetBytes(body)));
        var parameters = Parameters(Encoding.UTF8.GetBytes(body + "&sig=" + signature));
        Assert.True((bool)(await sdk.AskAsync(new { command = "vonageVerify", @params = parameters, secret = "s", method = theirs }, Cancellation))!);
    }

    [Fact]
    public async Task Telnyxs_client_sends_fetches_and_reads_refusals()
    {
        await using var rig = await SandboxRig.StartAsync();
        var sent = (await AskAsync(rig, "telnyxSend", new { to = "+14155550123", from = "78745", text = "Grüße 👍" }))!;
        var fetched = (await sdk.AskAsync(new { command = "telnyxFetch", baseUrl = Base(rig), secret = Secret, id = (string?)sent["id"] }, Cancellation))!;
        Assert.Equal(((string?)sent["id"], "Grüße 👍", "+14155550123"), ((string?)fetched["id"], (string?)fetched["text"], (string?)fetched["to"]![0]!["phone_number"]));
        var refused = await Assert.ThrowsAsync<NodePeerException>(() => AskAsync(rig, "telnyxSend", new { to = "+15005550004", from = "78745", text = "Hello" }));
        Assert.Equal((400, 40300), (refused.Status, refused.Code));
        var throttled = await Assert.ThrowsAsync<NodePeerException>(() => AskAsync(rig, "telnyxSend", new { to = "+15005552000", from = "78745", text = "Hello" }));
        Assert.Equal((429, 10011), (throttled.Status, throttled.Code));
    }

    [Fact]
    public async Task Telnyxs_verifier_accepts_the_sandboxs_events_and_no_other()
    {
        await using var rig = await SandboxRig.StartAsync(("Carriers:sandbox:Dialect", "Telnyx"));
        var submitted = await rig.SubmitAsync("+15005553003");
        await rig.ArrivedAsync(all => all.Count == 2);
        var key = new SandboxAccount(Id, Secret).TelnyxPublicKey;
        foreach (var (_, _, callback) in rig.Arrivals)
        {
            var body = Encoding.UTF8.GetString(callback.Body);
            Assert.Equal(submitted.ProviderId, (string?)await sdk.AskAsync(new { command = "telnyxUnwrap", body, headers = callback.Headers, key }, Cancellation));
            await Assert.ThrowsAsync<NodePeerException>(() => sdk.AskAsync(new { command = "telnyxUnwrap", body = body + " ", headers = callback.Headers, key }, Cancellation));
        }
    }

    [Fact]
    public async Task The_adapter_accepts_what_another_Ed25519_signs()
    {
        var calls = new TelnyxCalls();
        var carrier = calls.Create();
        var body = calls.Body("delivered", null, "id-1", null);
        var timestamp = VendorCalls.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var seed = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(VendorCalls.Current)));
        var signature = (string)(await sdk.AskAsync(new { command = "telnyxSign", body, timestamp, seed }, Cancellation))!;
        var callback = calls.Signed(body) with { Headers = new Dictionary<string, string> { ["telnyx-timestamp"] = timestamp, ["telnyx-signature-ed25519"] = signature } };
        Assert.Equal(DeliveryStatus.Delivered, carrier.Read(callback, VendorCalls.Now).Receipt?.Status);
    }

    [Fact]
    public async Task Plivos_client_sends_and_fetches()
    {
        await using var rig = await SandboxRig.StartAsync(("Sandbox:SentDelayMin", "60000"), ("Sandbox:SentDelayMax", "60000"));
        var sent = (await AskAsync(rig, "plivoSend", new { src = "78745", dst = "+14155550123", text = "Hello", url = Gateway }))!;
        var uuid = (string)sent["messageUuid"]![0]!;
        var fetched = (await sdk.AskAsync(new { command = "plivoFetch", baseUrl = Base(rig), id = Id, secret = Secret, uuid }, Cancellation))!;
        Assert.Equal(("queued", "14155550123", "78745"), ((string?)fetched["state"], (string?)fetched["to"], (string?)fetched["from"]));
        await Assert.ThrowsAsync<NodePeerException>(() => AskAsync(rig, "plivoSend", new { src = "78745", dst = "+15005550001", text = "Hello", url = Gateway }));
    }

    [Fact]
    public async Task Plivos_verifiers_accept_the_sandboxs_callbacks_and_no_other()
    {
        await using var rig = await SandboxRig.StartAsync(("Carriers:sandbox:Dialect", "Plivo"));
        await rig.SubmitAsync("+15005553003");
        await rig.ArrivedAsync(all => all.Count == 2);
        foreach (var (_, _, callback) in rig.Arrivals)
        {
            var parameters = Parameters(callback.Body);
            Assert.True(await V3(callback.Url, callback.Headers["x-plivo-signature-v3"], callback.Headers["x-plivo-signature-v3-nonce"], parameters));
            Assert.True((bool)(await sdk.AskAsync(
                new { command = "plivoV2", url = callback.Url, nonce = callback.Headers["x-plivo-signature-v2-nonce"], secret = Secret, signature = callback.Headers["x-plivo-signature-v2"] }, Cancellation))!);
            parameters["Status"] = "delivered";
            Assert.False(await V3(callback.Url, callback.Headers["x-plivo-signature-v3"], callback.Headers["x-plivo-signature-v3-nonce"], parameters));
        }

        async Task<bool> V3(string url, string signature, string nonce, Dictionary<string, string> @params) =>
            (bool)(await sdk.AskAsync(new { command = "plivoV3", url, nonce, secret = Secret, signature, @params }, Cancellation))!;
    }

    [Theory]
    [InlineData("https://hooks.example.test/carriers/plivo/status/1", "Status=sent&MessageUUID=u&Text=Gr%C3%BC%C3%9Fe+%F0%9F%91%8D")]
    [InlineData("https://hooks.example.test:8443/x?b=2&a=%C3%BC&a=1", "Status=sent&A=1&a=2")]
    [InlineData("https://hooks.example.test/x?b=2", "")]
    [InlineData("https://hooks.example.test/x", "")]
    [InlineData("https://hooks.example.test/x/", "Zed=&alpha=%26%3D.")]
    public async Task Plivos_verifier_agrees_on_every_shape_of_address_and_form(string url, string body)
    {
        var signature = PlivoSignature.SignV3("t", url, FormBody.Parse(Encoding.UTF8.GetBytes(body)), "12345");
        Assert.True((bool)(await sdk.AskAsync(
            new { command = "plivoV3", url, nonce = "12345", secret = "t", signature, @params = Parameters(Encoding.UTF8.GetBytes(body)) }, Cancellation))!);
        var v2 = PlivoSignature.SignV2("t", url, "12345");
        Assert.True((bool)(await sdk.AskAsync(new { command = "plivoV2", url, nonce = "12345", secret = "t", signature = v2 }, Cancellation))!);
    }

    private async Task<System.Text.Json.Nodes.JsonNode?> AskAsync(SandboxRig rig, string command, object message) =>
        await sdk.AskAsync(new { command, baseUrl = Base(rig), id = Id, secret = Secret, message }, Cancellation);

    private static string Base(SandboxRig rig) => rig.Url.AbsoluteUri.TrimEnd('/');

    private static Dictionary<string, string> Parameters(byte[] body)
    {
        var form = FormBody.Parse(body);
        return Enumerable.Range(0, form.Count).ToDictionary(i => Encoding.UTF8.GetString(form.Key(i)), i => Encoding.UTF8.GetString(form.Value(i)));
    }
}
