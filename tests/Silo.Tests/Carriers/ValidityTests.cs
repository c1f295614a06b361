using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sms;

/// <summary>How long a provider may try to deliver, as each vendor is told.</summary>
public sealed class ValidityTests : IDisposable
{
    private readonly TcpListener provider = new(IPAddress.Loopback, 0);

    public ValidityTests() => provider.Start();

    [Theory]
    [InlineData(1_234.9, "ValidityPeriod=1234")]
    [InlineData(0.2, "ValidityPeriod=1")]
    [InlineData(36_000.0, null)]
    [InlineData(null, null)]
    public async Task Twilio_is_told_in_seconds_when_it_is_less_than_what_holds_anyway(double? seconds, string? field) =>
        Assert.Equal(field, Field(await SentAsync(new TwilioOptions { AccountSid = "AC1", AuthToken = "t" }, seconds), "ValidityPeriod="));

    [Theory]
    [InlineData(60.0, "ttl=60000")]
    [InlineData(5.0, "ttl=20000")]
    [InlineData(259_200.0, null)]
    [InlineData(null, null)]
    public async Task Vonage_is_told_in_milliseconds_and_never_less_than_it_takes(double? seconds, string? field) =>
        Assert.Equal(field, Field(await SentAsync(new VonageOptions { ApiKey = "k", ApiSecret = "s", SignatureSecret = "x" }, seconds), "ttl="));

    [Theory]
    [InlineData(90.0, "90")]
    [InlineData(null, "36000")]
    public void A_configured_provider_s_template_has_a_placeholder(double? seconds, string value) =>
        Assert.Equal(value, HttpTemplate.Values(Message(seconds), "https://x")["validity"]);

    public void Dispose() => provider.Stop();

    private static CarrierMessage Message(double? seconds) =>
        new(SandboxRig.Id(0), "+14155550123", "78745", "Hello") { Validity = seconds is { } given ? TimeSpan.FromSeconds(given) : null };

    private static string? Field(string form, string name) => form.Split('&').FirstOrDefault(field => field.StartsWith(name, StringComparison.Ordinal));

    /// <summary>The body of the one request that a submit makes.</summary>
    private async Task<string> SentAsync(WebCarrierOptions options, double? seconds)
    {
        using var http = new CarrierHttp(
            new CarrierHttpSettings("main", () => new Uri($"http://{provider.LocalEndpoint}"), 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)),
            new CarrierBreaker(TimeProvider.System, 1, TimeSpan.FromSeconds(1)), TimeProvider.System, NullLogger<CarrierHttp>.Instance);
        var submit = options.Create(http, "http://gateway").SubmitAsync(Message(seconds), TestContext.Current.CancellationToken);
        using var connection = await provider.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII, leaveOpen: true);
        var length = 0;
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
            if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line.AsSpan(16), System.Globalization.CultureInfo.InvariantCulture);
        var body = new char[length];
        await reader.ReadBlockAsync(body, TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync("HTTP/1.1 400 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray(), TestContext.Current.CancellationToken);
        await submit;
        return new string(body);
    }
}
