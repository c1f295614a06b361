using System.Diagnostics;
using System.Globalization;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>
/// The product as a child process, over its public API: import, send, sandbox over HTTP, signed callbacks, received. Gateway, silo, database and
/// the provider's side share the machine. Prints the process's peak of resident memory too.
/// </summary>
internal static class EndToEndBenchmark
{
    public static async Task<Figure> RunAsync(BenchOptions options)
    {
        PostgresServer? server = null;
        List<(string, string)> settings =
        [
            ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Sms", "Warning"),
        ];
        if (options.Database == "postgres")
        {
            server = await PostgresServer.StartAsync();
            settings.Add(("Cluster:ConnectionString", await server.CreateDatabaseAsync()));
        }

        Figure figure;
        await using (var app = await EmbeddedApp.StartAsync([.. settings]))
        {
            await BehaveAsync(app);
            await CampaignAsync(app, options.Messages / 4, 0);
            await app.GetAsync(new Uri(app.Sandbox, "/sandbox/latency?reset=true").ToString());
            var measured = await CampaignAsync(app, options.Messages, options.Messages);
            var latency = await app.GetAsync(new Uri(app.Sandbox, "/sandbox/latency").ToString());
            var truth = await app.GetAsync(new Uri(app.Sandbox, "/sandbox/truth").ToString());
            figure = new Figure("e2e", options.Database, options.Messages, "messages", measured, string.Create(
                CultureInfo.InvariantCulture,
                $"callbacks answered within {latency["p50"]} ms (p50), {latency["p99"]} ms (p99)  peak {PeakMemory.Read(app.ProcessId):N0} MB resident, sandbox's side included"));
            Console.WriteLine(figure);
            Console.WriteLine($"sandbox's truth: accepted {truth["accepted"]}, delivered {truth["delivered"]}, texted twice {truth["texted_twice"]}");
            var sent = options.Messages / 4 + options.Messages;
            if ((long)truth["delivered"]! != sent || (long)truth["texted_twice"]! != 0) throw new WrongResultException($"{sent} people were to be texted, each once");
        }

        if (server is not null) await server.DisposeAsync();
        return figure;
    }

    /// <summary>Everything is delivered, in two callbacks, at once.</summary>
    private static Task BehaveAsync(EmbeddedApp app) => ApiCampaign.BehaveAsync(
        app, """{"failures":{},"silent_rate":0,"sent_delay_min":0,"sent_delay_max":20,"final_delay_min":0,"final_delay_max":50}""");

    /// <summary>Messages a second from the send request until the last receipt is counted.</summary>
    private static async Task<double> CampaignAsync(EmbeddedApp app, int people, int first)
    {
        var campaign = await ApiCampaign.DraftAsync(app, people, first);
        var started = Stopwatch.GetTimestamp();
        await ApiCampaign.SendAsync(app, campaign);
        await ApiCampaign.UntilAsync(app, campaign, people, "received", "failed", "refused", "skipped");
        return people / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
