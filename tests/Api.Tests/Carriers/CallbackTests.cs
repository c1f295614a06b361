using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Sms;

public sealed class CallbackTests
{
    private const string Inbound = "a person's text";
    private const string Path = "/carriers/twilio/status/01ARZ3NDEKTSV4RRFFQ69G5FAV-2611-0";

    [Theory]
    [InlineData(CallbackVerdict.Taken, 204)]
    [InlineData(CallbackVerdict.Forged, 401)]
    [InlineData(CallbackVerdict.UnknownCarrier, 404)]
    [InlineData(CallbackVerdict.Malformed, 400)]
    public async Task A_verdict_has_one_answer(CallbackVerdict verdict, int expected)
    {
        await using var app = await GatewayApp.StartAsync();
        app.Client.DefaultRequestHeaders.Authorization = null;
        app.Grains.PutCarrier("twilio", new RecordingCarrier(verdict));
        var (status, body, _) = await app.PostAsync(Path, "MessageStatus=sent");
        Assert.Equal(expected, status);
        Assert.Equal(expected == 204, body is null);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task A_persons_text_reaches_its_carrier_by_its_own_door(string method)
    {
        await using var app = await GatewayApp.StartAsync(("Gateway:PublicUrl", "https://sms.example/"));
        app.Client.DefaultRequestHeaders.Authorization = null;
        var carrier = new RecordingCarrier(CallbackVerdict.Taken);
        app.Grains.PutCarrier("twilio", carrier);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/carriers/twilio/inbound?a=%2B", UriKind.Relative));
        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode);
        var (door, callback) = carrier.Taken.Single();
        Assert.Equal((Inbound, "https://sms.example/carriers/twilio/inbound?a=%2B"), (door, callback.Url));
    }

    [Fact]
    public async Task A_callback_reaches_its_carrier_as_it_came()
    {
        await using var app = await GatewayApp.StartAsync(("Gateway:PublicUrl", "https://sms.example/"));
        var carrier = new RecordingCarrier(CallbackVerdict.Taken);
        app.Grains.PutCarrier("twilio", carrier);
        var body = "MessageStatus=delivered&To=%2B1"u8.ToArray();
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        // By hand: HttpClient would tidy the address up, and a signature covers it as it was sent.
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /carriers/twilio/status/not%20an%2Did?b=%41&a=+ HTTP/1.1\r\nHost: inner:1\r\nX-Twilio-Signature: s=\r\nCookie: c\r\nConnection: close\r\n" +
            "X-Forwarded-Host: outer\r\nUser-Agent: u\r\nAccept: */*\r\nAuthorization: Basic eA==\r\ntelnyx-timestamp: 1\r\n" +
            $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n"), TestContext.Current.CancellationToken);
        await stream.WriteAsync(body, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 204", await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var (id, callback) = carrier.Taken.Single();
        Assert.Equal("not an-id", id);
        Assert.Equal("https://sms.example/carriers/twilio/status/not%20an%2Did?b=%41&a=+", callback.Url);
        Assert.Equal(body, callback.Body);
        Assert.Equal("application/x-www-form-urlencoded", callback.ContentType);
        Assert.Equal(["authorization", "telnyx-timestamp", "x-twilio-signature"], callback.Headers.Keys.Order());
        Assert.Equal("s=", callback.Headers["x-twilio-signature"]);
    }

    [Theory]
    [InlineData("POST", "/carriers/vonage/status", "")]
    [InlineData("GET", "/carriers/vonage/status?client-ref=x", "")]
    [InlineData("GET", Path, "01ARZ3NDEKTSV4RRFFQ69G5FAV-2611-0")]
    public async Task Vendors_may_name_the_message_in_the_callback_itself_and_report_by_GET(string method, string path, string id)
    {
        await using var app = await GatewayApp.StartAsync();
        var carrier = new RecordingCarrier(CallbackVerdict.Taken);
        app.Grains.PutCarrier(path.Split('/')[2], carrier);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)response.StatusCode);
        var (named, callback) = carrier.Taken.Single();
        Assert.Equal((id, method), (named, callback.Method));
    }

    [Theory]
    [InlineData(64 * 1024, false, 204)]
    [InlineData((64 * 1024) + 1, false, 413)]
    [InlineData((64 * 1024) + 1, true, 413)]
    [InlineData(1024 * 1024, true, 413)]
    public async Task A_body_over_64_KiB_is_refused_before_anybody_looks_at_it(int size, bool chunked, int expected)
    {
        await using var app = await GatewayApp.StartAsync();
        var carrier = new RecordingCarrier(CallbackVerdict.Taken);
        app.Grains.PutCarrier("twilio", carrier);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(new byte[size]) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal(expected == 204 ? 1 : 0, carrier.Taken.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_sends_ten_megabytes_without_asking_first_sees_the_refusal_and_no_cut_connection(bool chunked)
    {
        await using var app = await GatewayApp.StartAsync();
        using var socket = new TcpClient();
        var stream = await BeginAsync(app, socket, chunked ? null : 10 * 1024 * 1024);
        for (var sent = 0; sent < 160; sent++) await stream.WriteAsync(Piece(chunked), TestContext.Current.CancellationToken);
        if (chunked) await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_never_stops_sending_is_cut_off()
    {
        await using var app = await GatewayApp.StartAsync();
        using var socket = new TcpClient();
        var stream = await BeginAsync(app, socket, null);
        var sent = 0L;
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (; ; sent += 64 * 1024) await stream.WriteAsync(Piece(true), TestContext.Current.CancellationToken);
        });
        // What we take, and what the two sockets hold.
        Assert.InRange(sent, 64 * 1024, 48 * 1024 * 1024);
    }

    [Fact]
    public async Task Whoever_promises_much_and_sends_nothing_is_answered_and_not_waited_for()
    {
        await using var app = await GatewayApp.StartAsync();
        using var socket = new TcpClient();
        var stream = await BeginAsync(app, socket, 10 * 1024 * 1024);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 413", await reader.ReadLineAsync(patience.Token), StringComparison.Ordinal);
        // It ends, if not politely: what was promised is still outstanding.
        Assert.True(await Record.ExceptionAsync(() => reader.ReadToEndAsync(patience.Token)) is null or IOException);
    }

    [Fact]
    public async Task Of_many_who_promise_much_the_server_waits_for_a_few_and_cuts_the_others()
    {
        await using var app = await GatewayApp.StartAsync();
        var clock = Stopwatch.StartNew();
        var ended = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var socket = new TcpClient();
            using var reader = new StreamReader(await BeginAsync(app, socket, 10 * 1024 * 1024));
            await Record.ExceptionAsync(() => reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            return clock.Elapsed;
        }));
        Array.Sort(ended);
        Assert.True(ended[7] + TimeSpan.FromSeconds(2) < ended[8], $"{ended[7]}, {ended[8]}");
    }

    [Fact]
    public async Task What_was_not_recorded_is_not_acknowledged()
    {
        await using var app = await GatewayApp.StartAsync();
        app.Grains.PutCarrier("twilio", new RecordingCarrier(CallbackVerdict.Taken) { Failure = new LedgerUnavailableException("down") });
        var (status, _, response) = await app.PostAsync(Path, "MessageStatus=sent");
        Assert.Equal(503, status);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    /// <param name="length">Null: in chunks, without an end.</param>
    private static async Task<NetworkStream> BeginAsync(GatewayApp app, TcpClient socket, int? length)
    {
        app.Grains.PutCarrier("twilio", new RecordingCarrier(CallbackVerdict.Taken));
        await socket.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        var framing = length is null ? "Transfer-Encoding: chunked" : $"Content-Length: {length}";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {Path} HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n{framing}\r\n\r\n"),
            TestContext.Current.CancellationToken);
        return stream;
    }

    /// <summary>64 KiB of a body.</summary>
    private static byte[] Piece(bool chunked) => chunked ? [.. "10000\r\n"u8, .. new byte[64 * 1024], .. "\r\n"u8] : new byte[64 * 1024];

    private sealed class RecordingCarrier(CallbackVerdict verdict) : ICarrierGrain
    {
        public Task<CarrierView> GetState() => throw new NotSupportedException();

        public List<(string Id, CarrierCallback Callback)> Taken { get; } = [];
        public Exception? Failure { get; init; }

        public Task<CallbackVerdict> ReceiveStatusAsync(string messageId, CarrierCallback callback)
        {
            if (Failure is not null) throw Failure;
            Taken.Add((messageId, callback));
            return Task.FromResult(verdict);
        }

        public Task<CallbackVerdict> ReceiveInboundAsync(CarrierCallback callback) => ReceiveStatusAsync(Inbound, callback);
    }
}
