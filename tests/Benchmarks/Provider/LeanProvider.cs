using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

/// <summary>
/// A provider as the product sees one, and as cheap as can be: Twilio's create call, answered as Twilio answers it, and two signed callbacks, one request after the other on each of
/// its connections. Its books are in memory. Real providers do not share the product's processors; the sandbox, which decides fates and keeps durable books, takes a quarter of them.
/// </summary>
internal static class LeanProvider
{
    public const string Command = "provider";

    private static readonly SandboxAccount Account = SandboxAccount.Of(new ConfigurationBuilder().Build());
    private static readonly JsonWriterOptions Plain = new() { SkipValidation = true };

    /// <summary>Says its address, then runs until its standard input ends.</summary>
    /// <param name="connections">For callbacks.</param>
    public static async Task RunAsync(int connections)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        await using var app = builder.Build();
        using var callbacks = new LeanCallbacks(Account, connections);
        var known = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        app.Run(context => context.Request.Path.Value switch
        {
            "/sandbox/latency" => context.Response.WriteAsync(Latency(callbacks.Latency.Read(context.Request.Query["reset"] == "true")).ToJsonString()),
            "/sandbox/truth" => context.Response.WriteAsync(Truth(known, callbacks.Delivered).ToJsonString()),
            _ => TakeAsync(context, callbacks, known),
        });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync();
    }

    private static async Task TakeAsync(HttpContext context, LeanCallbacks callbacks, ConcurrentDictionary<string, int> known)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || await SandboxAnswers.ReadAsync(context.Request) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var form = FormBody.Parse(body);
        var number = callbacks.NextNumber();
        var message = new LeanMessage($"SM{number:x32}", form.Get("To"u8) ?? "", form.Get("From"u8) ?? "", CallbackUrl.WithoutFragment(form.Get("StatusCallback"u8) ?? ""));
        known.AddOrUpdate(message.Callback, 1, static (_, times) => times + 1);
        var answer = new ArrayBufferWriter<byte>(1024);
        Write(answer, message, form.Get("Body"u8) ?? "");
        callbacks.Schedule(message);
        await SandboxAnswers.WriteAsync(context, StatusCodes.Status201Created, answer.WrittenMemory);
    }

    /// <summary>Every field of the resource.</summary>
    private static void Write(ArrayBufferWriter<byte> to, LeanMessage message, string body)
    {
        var uri = $"/2010-04-01/Accounts/{Account.Sid}/Messages/{message.Sid}";
        var date = TimeProvider.System.GetUtcNow().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        using var w = new Utf8JsonWriter(to, Plain);
        w.WriteStartObject();
        w.WriteString("account_sid"u8, Account.Sid);
        w.WriteString("api_version"u8, "2010-04-01"u8);
        w.WriteString("body"u8, body);
        w.WriteString("date_created"u8, date);
        w.WriteNull("date_sent"u8);
        w.WriteString("date_updated"u8, date);
        w.WriteString("direction"u8, "outbound-api"u8);
        w.WriteNull("error_code"u8);
        w.WriteNull("error_message"u8);
        w.WriteString("from"u8, message.From);
        w.WriteNull("messaging_service_sid"u8);
        w.WriteString("num_media"u8, "0"u8);
        w.WriteString("num_segments"u8, "1"u8);
        w.WriteNull("price"u8);
        w.WriteString("price_unit"u8, "USD"u8);
        w.WriteString("sid"u8, message.Sid);
        w.WriteString("status"u8, "queued"u8);
        w.WriteStartObject("subresource_uris"u8);
        w.WriteString("media"u8, uri + "/Media.json");
        w.WriteEndObject();
        w.WriteString("to"u8, message.To);
        w.WriteString("uri"u8, uri + ".json");
        w.WriteEndObject();
    }

    private static JsonObject Latency(SandboxLatencies latencies) => new() { ["count"] = latencies.Count, ["p50"] = latencies.P50, ["p99"] = latencies.P99, ["max"] = latencies.Max };

    /// <summary>A callback's address is one message of the sender's: accepted twice is a person texted twice.</summary>
    private static JsonObject Truth(ConcurrentDictionary<string, int> known, long delivered) => new()
    {
        ["accepted"] = known.Values.Sum(times => (long)times),
        ["delivered"] = delivered,
        ["texted_twice"] = known.Values.Count(times => times > 1),
    };
}

/// <param name="Callback">As it was given, which is what is signed.</param>
internal sealed record LeanMessage(string Sid, string To, string From, string Callback)
{
    public Uri Address { get; } = new(Callback);
}
