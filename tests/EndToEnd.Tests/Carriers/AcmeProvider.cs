using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>A provider the product has no adapter for: an API of its own, which takes texts, and signed calls for receipts and for what people text.</summary>
internal sealed class AcmeProvider : IAsyncDisposable
{
    public const string ShortCode = "24365";
    private const string Secret = "at least sixteen characters";

    private readonly WebApplication server;
    private readonly ConcurrentQueue<JsonObject> taken = new();

    private AcmeProvider(WebApplication server) => this.server = server;

    /// <summary>What was submitted, oldest first: <c>to from text reference dlr_url</c>.</summary>
    public IReadOnlyList<JsonObject> Taken => [.. taken];

    /// <summary>What a deployment writes down to send over it.</summary>
    public (string, string)[] Settings =>
    [
        ("Carriers:acme:Kind", "Http"),
        ("Carriers:acme:Submit:Url", server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/v1/sms"),
        ("Carriers:acme:Submit:Body", """{"to":"{to}","from":"{from}","text":"{body}","reference":"{id}","dlr_url":"{callback}"}"""),
        ("Carriers:acme:Answer:ProviderId", "/messages/0/id"),
        ("Carriers:acme:Callback:ProviderId", "/id"), ("Carriers:acme:Callback:Status", "/status"), ("Carriers:acme:Callback:Recipient", "/to"),
        ("Carriers:acme:Callback:Authentication:Scheme", "HmacSha256"), ("Carriers:acme:Callback:Authentication:Secret", Secret),
        ("Carriers:acme:Callback:Authentication:Header", "X-Acme-Signature"), ("Carriers:acme:Callback:Authentication:Prefix", "sha256="),
        ("Carriers:acme:Callback:Authentication:Signs", "{timestamp}.{body}"), ("Carriers:acme:Callback:Authentication:TimestampHeader", "X-Acme-Timestamp"),
        ("Carriers:acme:Callback:MessageId", "/reference"),
        ("Carriers:acme:Statuses:DELIVRD", "Delivered"),
        ("Carriers:acme:Inbound:ProviderId", "/sms/id"), ("Carriers:acme:Inbound:From", "/sms/from"), ("Carriers:acme:Inbound:To", "/sms/to"), ("Carriers:acme:Inbound:Body", "/sms/text"),
        ("SendingNumbers:0:Number", ShortCode), ("SendingNumbers:0:Carrier", "acme"),
    ];

    public static async Task<AcmeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new AcmeProvider(builder.Build());
        provider.server.MapPost("/v1/sms", (JsonObject text) =>
        {
            provider.taken.Enqueue(text);
            return Results.Json(new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["id"] = "acme-" + text["reference"] }) });
        });
        await provider.server.StartAsync();
        return provider;
    }

    /// <summary>Says that one of the texts it took arrived. The gateway's answer.</summary>
    public static Task<int> ReportAsync(EmbeddedApp app, JsonObject text) => PostAsync(app, new Uri((string)text["dlr_url"]!), new JsonObject
    {
        ["id"] = "acme-" + text["reference"],
        ["reference"] = (string)text["reference"]!,
        ["status"] = "DELIVRD",
        ["to"] = (string)text["to"]!,
    });

    /// <summary>Hands over what somebody texted. The gateway's answer.</summary>
    public static Task<int> TextAsync(EmbeddedApp app, string id, string from, string? words, string secret = Secret) => PostAsync(
        app, new Uri(app.Gateway, "/carriers/acme/inbound"), new JsonObject { ["sms"] = new JsonObject { ["id"] = id, ["from"] = from, ["to"] = ShortCode, ["text"] = words } }, secret);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<int> PostAsync(EmbeddedApp app, Uri url, JsonObject body, string secret = Secret)
    {
        var (said, at) = (body.ToJsonString(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(said, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Acme-Timestamp", at);
        request.Headers.Add("X-Acme-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{said}"))));
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
