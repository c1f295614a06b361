using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>
/// The open gateway most people know beside the product, in the same minutes on the same machine: half of Kannel's messages before <c>e2e</c> and half behind it. Kannel is
/// handed one message by one over HTTP, sends it over a bind to the same provider, keeps in PostgreSQL which receipts it waits for, and tells its caller of each delivery.
/// It knows no people, no consent, no templates, and counts nothing; with <c>--store internal</c> a crash takes what it waits for.
/// </summary>
internal static class KannelBenchmark
{
    private const int Connections = 64, WarmUp = 15_000;
    private static readonly TimeSpan SilenceAfter = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        var store = options.Take("--store", out options) ?? "pgsql";
        var half = options.Messages / 2;
        var before = await MeasureAsync(half, store);
        var ours = await EndToEndBenchmark.RunAsync(options with { Settings = ["--provider", "sandbox", .. options.Settings] });
        var behind = await MeasureAsync(half, store);
        var theirs = (before + behind) / 2;
        var ratio = new Ratio(ours.PerSecond / theirs, "Kannel");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours / Kannel: {ratio.Value:N1} ×"));
        return [ours with { Ratio = ratio }, new Figure($"kannel {store}", options.Database, 2 * half, "messages", theirs, "mean of before and behind")];
    }

    /// <summary>Messages a second, from the first that is handed over until the last receipt is told.</summary>
    private static async Task<double> MeasureAsync(int messages, string store)
    {
        await using var server = await PostgresServer.StartAsync();
        var bind = new UriBuilder("smpp", "127.0.0.1", EmbeddedApp.FreePort()).Uri;
        await using var provider = await SandboxProcess.StartAsync(
            ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Sms", "Warning"), ("Sandbox:SmppUrl", bind.AbsoluteUri), ("Sandbox:AuthToken", KannelGateway.ProviderPassword));
        await provider.BehaveAsync(Soon());
        await using var receipts = await KannelReceipts.StartAsync();
        await using var kannel = await KannelGateway.StartAsync(bind, store == "pgsql" ? await server.CreateDatabaseAsync() : null);
        await SendAsync(kannel, receipts, 0, WarmUp);
        var (used, theirs) = (kannel.Used(), ProcessorTime.Of(provider.ProcessId));
        var rate = await SendAsync(kannel, receipts, WarmUp, messages);
        (used, theirs) = (kannel.Used() - used, ProcessorTime.Of(provider.ProcessId) - theirs);
        Console.WriteLine(new Figure("kannel", store, messages, "messages", rate, string.Create(
            CultureInfo.InvariantCulture,
            $"{receipts.Received:N0} receipts told; {used.TotalMicroseconds / messages:N0} µs CPU a message, provider {theirs.TotalMicroseconds / messages:N0} µs")));
        return rate;
    }

    private static async Task<double> SendAsync(KannelGateway kannel, KannelReceipts receipts, int from, int messages)
    {
        receipts.Expect(from, messages);
        var requests = Enumerable.Range(from, messages).Select(i => kannel.Request(
            string.Create(CultureInfo.InvariantCulture, $"+1415{2_000_000 + i:D7}"), "Your order is on its way. Reply STOP to opt out.", receipts.Of(i))).ToList();
        var started = Stopwatch.GetTimestamp();
        await CallbackGenerator.PostAsync(kannel.Url, requests, Connections, kannel.Door);
        for (var (seen, since) = (0, Stopwatch.GetTimestamp()); receipts.Received < messages; await Task.Delay(20))
        {
            if (receipts.Received > seen) (seen, since) = (receipts.Received, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(since) > SilenceAfter) break;
        }
        return receipts.Received / Stopwatch.GetElapsedTime(started, receipts.Last).TotalSeconds;
    }

    /// <summary>As in <c>e2e</c>, but no receipt overtakes the answer to its submit: Kannel would lose it.</summary>
    private static JsonObject Soon()
    {
        var behaviour = EndToEndBenchmark.AtOnce();
        (behaviour["final_delay_min"], behaviour["final_delay_max"]) = (50, 100);
        return behaviour;
    }
}
