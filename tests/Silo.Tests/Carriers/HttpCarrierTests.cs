using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Carriers that are described by configuration: as it is read, checked and acted upon.</summary>
public sealed class HttpCarrierTests
{
    private static readonly Dictionary<string, string?> Described = new()
    {
        ["Carriers:acme:Kind"] = "Http",
        ["Carriers:acme:Submit:Url"] = "https://api.acme.example/send?route={encoding}",
        ["Carriers:acme:Submit:Body"] = """{"to":"{to_digits}","text":"{body}","dlr":"{callback}"}""",
        ["Carriers:acme:Submit:Headers:X-Key"] = "k-{id}",
        ["Carriers:acme:Answer:ProviderId"] = "/messages/0/id",
        ["Carriers:acme:Answer:Error"] = "/error/code",
        ["Carriers:acme:Answer:Detail"] = "regex:\"message\":\"([^\"]*)\"",
        ["Carriers:acme:Callback:ProviderId"] = "id",
        ["Carriers:acme:Callback:Status"] = "status",
        ["Carriers:acme:Callback:Recipient"] = "to",
        ["Carriers:acme:Callback:Authentication:Scheme"] = "Secret",
        ["Carriers:acme:Callback:Authentication:Secret"] = "0123456789abcdef",
        ["Carriers:acme:Statuses:DELIVRD"] = "Delivered",
        ["Carriers:acme:Errors:88"] = "Throttle",
        ["Carriers:acme:Errors:11"] = "InvalidMobileNumber",
        ["SendingNumbers:0:Number"] = "78745",
    };

    [Theory]
    [InlineData(200, """{"messages":[{"id":"m-1"}]}""", SubmitKind.Accepted, null, FailureType.None)]
    [InlineData(200, """{"messages":[]}""", SubmitKind.Unknown, null, FailureType.None)]
    [InlineData(200, """{"error":{"code":"11","message":"no such number"}}""", SubmitKind.Refused, "11", FailureType.InvalidMobileNumber)]
    [InlineData(200, """{"error":{"code":88}}""", SubmitKind.Throttled, "88", FailureType.None)]
    [InlineData(400, """{"error":{"code":"11","message":"no such number"}}""", SubmitKind.Refused, "11", FailureType.InvalidMobileNumber)]
    [InlineData(400, "<html>", SubmitKind.Refused, "400", FailureType.Unknown)]
    [InlineData(429, "", SubmitKind.Throttled, "429", FailureType.None)]
    [InlineData(401, "", SubmitKind.Throttled, "401", FailureType.None)]
    [InlineData(403, "", SubmitKind.Throttled, "403", FailureType.None)]
    [InlineData(403, """{"error":{"code":"11","message":"no such number"}}""", SubmitKind.Refused, "11", FailureType.InvalidMobileNumber)]
    [InlineData(408, "", SubmitKind.Unknown, "408", FailureType.None)]
    [InlineData(302, "", SubmitKind.Unknown, "302", FailureType.None)]
    [InlineData(500, """{"messages":[{"id":"m-1"}]}""", SubmitKind.Unknown, "500", FailureType.None)]
    [InlineData(200, "OK m-1", SubmitKind.Unknown, null, FailureType.None)]
    public async Task Answers_mean_what_the_description_says(int status, string answer, SubmitKind kind, string? code, FailureType failure)
    {
        await using var provider = await ProviderAsync(status, answer);
        using var services = Build(provider, []);
        var reply = await SubmitAsync(services);
        Assert.Equal((kind, code, failure), (reply.Kind, reply.VendorCode, reply.Failure));
        if (reply.VendorCode == "11") Assert.Equal("no such number", reply.Detail);
    }

    [Fact]
    public async Task A_submit_is_what_the_template_says_and_values_cannot_break_out()
    {
        await using var provider = await ProviderAsync(200, """{"messages":[{"id":"m-1"}]}""");
        using var services = Build(provider, []);
        await SubmitAsync(services, "Grüße \"}, 👍 {to}");
        var (request, body) = provider.Taken.Single();
        Assert.Equal("POST /send?route=ucs2", request);
        var json = System.Text.Json.Nodes.JsonNode.Parse(body)!;
        Assert.Equal(("14155550123", "Grüße \"}, 👍 {to}"), ((string?)json["to"], (string?)json["text"]));
        Assert.StartsWith("http://localhost:5080/carriers/acme/status/" + SandboxRig.Id(0).Value + "?key=", (string?)json["dlr"], StringComparison.Ordinal);
        Assert.Equal("k-" + SandboxRig.Id(0).Value, provider.Header);
    }

    [Fact]
    public async Task A_form_a_GET_and_an_outcome_in_the_body_are_described_as_well()
    {
        await using var provider = await ProviderAsync(200, "status=ok&id=m-9");
        using var form = Build(provider, new()
        {
            ["Carriers:acme:Submit:Body"] = null,
            ["Carriers:acme:Submit:Form:dst"] = "{to}",
            ["Carriers:acme:Submit:Form:msg"] = "{body}",
            ["Carriers:acme:Answer:ProviderId"] = "id",
            ["Carriers:acme:Answer:Outcome"] = "status",
            ["Carriers:acme:Answer:Accepted:0"] = "ok, queued",
        });
        Assert.Equal(("m-9", SubmitKind.Accepted), ((await SubmitAsync(form, "a&b=c")).ProviderId, SubmitKind.Accepted));
        Assert.Equal("dst=%2B14155550123&msg=a%26b%3Dc", provider.Taken.Last().Body);

        using var get = Build(provider, new()
        {
            ["Carriers:acme:Submit:Method"] = "GET",
            ["Carriers:acme:Submit:Url"] = "/send?to={to}&text={body}&dlr={callback}",
            ["Carriers:acme:Submit:Body"] = null,
            ["Carriers:acme:Answer:ProviderId"] = "regex:id=(\\S+)",
        });
        Assert.Equal("m-9", (await SubmitAsync(get, "a b&c")).ProviderId);
        Assert.StartsWith("GET /send?to=%2B14155550123&text=a%20b%26c&dlr=http%3A%2F%2Flocalhost", provider.Taken.Last().Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_is_believed_for_the_key_in_the_address_it_was_given_and_no_other()
    {
        await using var provider = await ProviderAsync(200, """{"messages":[{"id":"m-1"}]}""");
        using var services = Build(provider, []);
        await SubmitAsync(services);
        var address = (string)System.Text.Json.Nodes.JsonNode.Parse(provider.Taken.Single().Body)!["dlr"]!;
        var carrier = services.GetRequiredService<ICarriers>().Find("acme")!;
        Assert.Equal(DeliveryStatus.Delivered, carrier.Read(Form(address), DateTimeOffset.UnixEpoch).Receipt?.Status);
        var get = carrier.Read(new CarrierCallback { Method = "GET", Url = address + "&id=m-1&status=DELIVRD&to=%2B14155550123", Headers = new Dictionary<string, string>(), Body = [] }, DateTimeOffset.UnixEpoch);
        Assert.Equal(DeliveryStatus.Delivered, get.Receipt?.Status);
        Assert.DoesNotContain(address[^32..], get.Raw, StringComparison.Ordinal);
        Assert.Equal(CallbackKind.Forged, carrier.Read(Form(address.Replace("-0?", "-1?", StringComparison.Ordinal)), DateTimeOffset.UnixEpoch).Kind);
        Assert.Equal(CallbackKind.Forged, carrier.Read(Form(address.Split('?')[0]), DateTimeOffset.UnixEpoch).Kind);
        // A path that leads elsewhere is taken for what its key was made for, and whoever routes it compares the two.
        var mine = address[(address.LastIndexOf('/') + 1)..address.IndexOf('?', StringComparison.Ordinal)];
        Assert.Equal(mine, carrier.Read(Form(address.Replace("?", "/../another-0?", StringComparison.Ordinal)), DateTimeOffset.UnixEpoch).Message);

        static CarrierCallback Form(string url) => new()
        {
            Method = "POST",
            Url = url,
            ContentType = "application/x-www-form-urlencoded",
            Headers = new Dictionary<string, string>(),
            Body = Encoding.UTF8.GetBytes("id=m-1&status=DELIVRD&to=%2B14155550123"),
        };
    }

    [Theory]
    [InlineData("Submit:Url", null, "Submit:Url")]
    [InlineData("Submit:Url", "api.acme.example", "Submit:Url")]
    [InlineData("Submit:Url", "https://x/{phone}", "Submit:Url")]
    [InlineData("Submit:Method", "PATCH", "Submit:Method")]
    [InlineData("Submit:Body", null, "Submit")]
    [InlineData("Submit:Body", """{"to":{to}""", "Submit:Body")]
    [InlineData("Submit:Body", """{"to":"{to}"}""", "Submit")]
    [InlineData("Submit:Headers:X-Key", "{key}", "Submit:Headers:X-Key")]
    [InlineData("Answer:ProviderId", null, "Answer:ProviderId")]
    [InlineData("Answer:Detail", "regex:(", "Answer:Detail")]
    [InlineData("Answer:Detail", "regex:x", "Answer:Detail")]
    [InlineData("Answer:Outcome", "/status", "Answer")]
    [InlineData("Callback:Status", null, "Callback:Status")]
    [InlineData("Callback:Recipient", null, "Callback:Recipient")]
    [InlineData("Callback:Authentication:Scheme", null, "Callback:Authentication:Scheme")]
    [InlineData("Callback:Authentication:Scheme", "HmacSha256", "Callback:Authentication:Header")]
    [InlineData("Callback:Authentication:Scheme", "Basic", "Callback:Authentication:Username")]
    [InlineData("Callback:Authentication:Secret", null, "Callback:Authentication:Secret")]
    [InlineData("Callback:Authentication:Secret", "short", "Callback:Authentication:Secret")]
    [InlineData("Callback:Authentication:Tolerance", "00:00:01", "Callback:Authentication:Tolerance")]
    [InlineData("Statuses:DELIVRD", "Sent", "Statuses")]
    [InlineData("Errors:11", "Sad", "Errors:11")]
    public void What_cannot_work_is_named_by_its_key(string key, string? value, string named)
    {
        var settings = new Dictionary<string, string?>(Described) { ["Carriers:acme:" + key] = value };
        using var services = Services(settings);
        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ICarriers>());
        Assert.Contains(failure.Failures, f => f.StartsWith("Carriers:acme:" + named, StringComparison.Ordinal));
    }

    [Fact]
    public void The_description_as_it_stands_is_accepted()
    {
        using var services = Services(Described);
        Assert.NotNull(services.GetRequiredService<ICarriers>().Find("acme"));
    }

    private static Task<SubmitReply> SubmitAsync(ServiceProvider services, string body = "Hello") => services.GetRequiredService<ICarriers>().Find("acme")!
        .SubmitAsync(new CarrierMessage(SandboxRig.Id(0), "+14155550123", "78745", body), TestContext.Current.CancellationToken);

    private static ServiceProvider Build(Provider provider, Dictionary<string, string?> settings)
    {
        var all = new Dictionary<string, string?>(Described) { ["Carriers:acme:BaseUrl"] = provider.Url, ["Carriers:acme:Submit:Url"] = "/send?route={encoding}" };
        foreach (var (key, value) in settings) all[key] = value;
        return Services(all);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection().AddLogging()
        .AddCarriers(new ConfigurationBuilder().AddInMemoryCollection(settings.Where(s => s.Value is not null)).Build()).BuildServiceProvider();

    private static async Task<Provider> ProviderAsync(int status, string answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new Provider(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            provider.Taken.Add(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", await reader.ReadToEndAsync()));
            provider.Header = context.Request.Headers["X-Key"];
            context.Response.StatusCode = status;
            if (status == (int)HttpStatusCode.Found) context.Response.Headers.Location = "/elsewhere";
            await context.Response.WriteAsync(answer);
        });
        await app.StartAsync();
        return provider;
    }

    private sealed class Provider(WebApplication app) : IAsyncDisposable
    {
        public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        public List<(string Request, string Body)> Taken { get; } = [];
        public string? Header { get; set; }
        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
