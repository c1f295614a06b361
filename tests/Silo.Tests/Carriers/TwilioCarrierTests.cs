using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Sms;

/// <summary>The adapter against the sandbox, over HTTP.</summary>
public sealed class TwilioCarrierTests
{
    [Theory]
    [InlineData("+15005550004", SubmitKind.Refused, "21610", FailureType.MessageBlocked)]
    [InlineData("+15005550001", SubmitKind.Refused, "21211", FailureType.InvalidMobileNumber)]
    [InlineData("+15005552000", SubmitKind.Throttled, "20429", FailureType.None)]
    [InlineData("+15005552001", SubmitKind.Unknown, "500", FailureType.None)]
    [InlineData("+15005552002", SubmitKind.Unknown, "500", FailureType.None)]
    [InlineData("+15005552003", SubmitKind.Unknown, null, FailureType.None)]
    [InlineData("+15005552004", SubmitKind.Unknown, null, FailureType.None)]
    [InlineData("+15005552005", SubmitKind.Unknown, null, FailureType.None)]
    [InlineData("+15005552006", SubmitKind.Unknown, null, FailureType.None)]
    [InlineData("+15005552007", SubmitKind.Unknown, null, FailureType.None)]
    [InlineData("+15005551000", SubmitKind.Accepted, null, FailureType.None)]
    public async Task Answers_mean_what_they_say(string to, SubmitKind kind, string? code, FailureType failure)
    {
        await using var rig = await SandboxRig.StartAsync(("Carriers:sandbox:SubmitTimeout", "00:00:01"));
        var reply = await rig.SubmitAsync(to);
        Assert.Equal((kind, code, failure), (reply.Kind, reply.VendorCode, reply.Failure));
        Assert.Equal(kind is SubmitKind.Accepted, reply.ProviderId is not null);
        if (kind is SubmitKind.Throttled) Assert.Equal(TimeSpan.FromSeconds(1), reply.RetryAfter);
    }

    [Theory]
    [InlineData("+15005552002", 1)]
    [InlineData("+15005552004", 1)]
    [InlineData("+15005552006", 1)]
    [InlineData("+15005552007", 1)]
    [InlineData("+15005552001", 0)]
    [InlineData("+15005552003", 0)]
    [InlineData("+15005552005", 0)]
    public async Task A_look_up_settles_a_submit_without_an_answer(string to, int sent)
    {
        await using var rig = await SandboxRig.StartAsync(("Carriers:sandbox:SubmitTimeout", "00:00:01"));
        var since = TimeProvider.System.GetUtcNow();
        await rig.SubmitAsync(to, body: "Grüße 👍 & more=1");
        var found = await rig.Carrier.FindAsync(to, since, TestContext.Current.CancellationToken);
        Assert.Equal(sent, found.Count);
        Assert.All(found, r => Assert.Equal((to, "78745", "Grüße 👍 & more=1"), (r.To, r.From, r.Body)));
        Assert.Equal(sent, (await rig.TruthAsync()).Accepted);
        Assert.Equal(sent, (await rig.TruthAsync()).AcceptedUnanswered);
    }

    [Fact]
    public async Task Fetch_tells_the_last_word_and_nothing_of_strangers()
    {
        await using var rig = await SandboxRig.StartAsync(("Sandbox:SentDelayMax", "0"), ("Sandbox:FinalDelayMin", "0"), ("Sandbox:FinalDelayMax", "0"));
        var failed = await rig.SubmitAsync("+15005553007");
        await rig.ArrivedAsync(a => a.Any(x => x.Reading.Receipt?.Status is DeliveryStatus.Failed));
        var record = await rig.Carrier.FetchAsync(failed.ProviderId!, TestContext.Current.CancellationToken);
        Assert.Equal((DeliveryStatus.Failed, "undelivered", "30007", FailureType.CarrierViolation), (record!.Status, record.VendorStatus, record.VendorCode, record.Failure));
        Assert.Null(await rig.Carrier.FetchAsync("SM" + new string('0', 32), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Find_follows_pages_oldest_first()
    {
        await using var rig = await SandboxRig.StartAsync();
        var since = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 230; i++) await rig.SubmitAsync("+14155550123", i, $"Text {i}");
        await rig.SubmitAsync("+14155550124", 500);
        var found = await rig.Carrier.FindAsync("+14155550123", since, TestContext.Current.CancellationToken);
        Assert.Equal(230, found.Count);
        Assert.Equal(230, found.Select(f => f.ProviderId).Distinct().Count());
        Assert.True(found.Zip(found.Skip(1)).All(p => p.First.CreatedAt <= p.Second.CreatedAt));
    }

    [Fact]
    public async Task A_connection_that_was_never_made_sent_nothing_and_opens_the_breaker()
    {
        using var closed = new TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var port = ((System.Net.IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var clock = new FakeTimeProvider();
        var breaker = new CarrierBreaker(clock, 3, TimeSpan.FromSeconds(5));
        using var http = new CarrierHttp(
            new CarrierHttpSettings("main", () => new Uri($"http://127.0.0.1:{port}"), 4, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)),
            breaker, clock, NullLogger<CarrierHttp>.Instance);
        var carrier = new TwilioCarrier(http, "AC1", "t", new TwilioCallbackReader("main", ["t"]), "http://gateway");
        for (var i = 0; i < 3; i++)
        {
            Assert.False(breaker.IsOpen);
            Assert.Equal(SubmitKind.Throttled, (await Submit()).Kind);
        }
        Assert.True(breaker.IsOpen);
        Assert.Equal(TimeSpan.FromSeconds(5), (await Submit()).RetryAfter);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null((await Submit()).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(5), (await Submit()).RetryAfter);

        Task<SubmitReply> Submit() => carrier.SubmitAsync(new CarrierMessage(SandboxRig.Id(0), "+14155550123", "78745", "Hello"), TestContext.Current.CancellationToken);
    }
}
