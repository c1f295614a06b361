using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>
/// The product as a child process, over its public API: import, send, sandbox over HTTP, signed callbacks, received. The provider is a process of its own, as
/// providers are; gateway, silo, database and provider share the machine. Prints what each spends and the product's peak of resident memory. With
/// <c>--carrier smpp</c> submits and receipts go over a bind instead.
/// </summary>
internal static class EndToEndBenchmark
{
    /// <summary>Until everything is compiled for good: about ten seconds at full speed.</summary>
    public const int LeastWarmUp = 40_000;

    /// <summary>A provider opens as many as it needs; with too few, receipts wait at the provider and messages for them.</summary>
    private const int CallbackConnections = 256;

    public static async Task<Figure> RunAsync(BenchOptions options)
    {
        var warmUp = Math.Max(options.Messages / 2, LeastWarmUp);
        PostgresServer? server = null;
        var smpp = options.Take("--carrier", out options) is "smpp" ? new UriBuilder("smpp", "127.0.0.1", EmbeddedApp.FreePort()).Uri : null;
        var lean = options.Take("--provider", out options) is not "sandbox" && smpp is null;
        List<(string, string)> settings =
        [
            ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Sms", "Warning"),
            .. options.Pairs(),
        ];
        if (smpp is not null) settings.Add(("Sandbox:SmppUrl", smpp.AbsoluteUri));
        await using var provider = await BenchProvider.StartAsync(lean, CallbackConnections, settings);
        settings.Add(("Carriers:sandbox:BaseUrl", (smpp ?? provider.Url).AbsoluteUri));
        if (smpp is not null) settings.AddRange([("Carriers:sandbox:Dialect", "Smpp"), ("Carriers:sandbox:Window", "256")]);
        if (options.Database == "postgres")
        {
            server = await PostgresServer.StartAsync();
            settings.Add(("Cluster:ConnectionString", await server.CreateDatabaseAsync()));
        }

        Figure figure;
        await using (var app = await EmbeddedApp.StartAsync([.. settings]))
        {
            await SendAsync(app, await ApiCampaign.DraftAsync(app, warmUp, 0), warmUp);
            var campaign = await ApiCampaign.DraftAsync(app, options.Messages, options.Messages);
            await app.GetAsync(new Uri(provider.Url, "/sandbox/latency?reset=true").ToString());
            var (ours, theirs) = (ProcessorTime.Of(app.ProcessId), ProcessorTime.Of(provider.ProcessId));
            var measured = await SendAsync(app, campaign, options.Messages);
            (ours, theirs) = (ProcessorTime.Of(app.ProcessId) - ours, ProcessorTime.Of(provider.ProcessId) - theirs);
            var latency = await app.GetAsync(new Uri(provider.Url, "/sandbox/latency").ToString());
            var truth = await app.GetAsync(new Uri(provider.Url, "/sandbox/truth").ToString());
            figure = new Figure(smpp is null ? "e2e" : "e2e smpp", options.Database, options.Messages, "messages", measured, string.Create(
                CultureInfo.InvariantCulture,
                $"callbacks answered within {latency["p50"]} ms (p50), {latency["p99"]} ms (p99)  {ours.TotalMicroseconds / options.Messages:N0} µs CPU a message, provider {theirs.TotalMicroseconds / options.Messages:N0} µs  peak {PeakMemory.Read(app.ProcessId):N0} MB resident"));
            Console.WriteLine(figure);
            Console.WriteLine($"the provider's truth: accepted {truth["accepted"]}, delivered {truth["delivered"]}, texted twice {truth["texted_twice"]}");
            var sent = warmUp + options.Messages;
            if ((long)truth["delivered"]! != sent || (long)truth["texted_twice"]! != 0) throw new WrongResultException($"{sent} people were to be texted, each once");
        }

        if (server is not null) await server.DisposeAsync();
        return figure;
    }

    /// <summary>Everything is delivered, in two callbacks, at once.</summary>
    public static JsonObject AtOnce() => new()
    {
        ["failures"] = new JsonObject(),
        ["silent_rate"] = 0,
        ["sent_delay_min"] = 0,
        ["sent_delay_max"] = 20,
        ["final_delay_min"] = 0,
        ["final_delay_max"] = 50,
    };

    /// <summary>Messages a second from the send request until the last receipt is counted.</summary>
    public static async Task<double> SendAsync(EmbeddedApp app, string campaign, int people)
    {
        var started = Stopwatch.GetTimestamp();
        await ApiCampaign.SendAsync(app, campaign);
        await ApiCampaign.UntilAsync(app, campaign, people, "received", "failed", "refused", "skipped");
        return people / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
