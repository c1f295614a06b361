using System.Diagnostics;
using System.Globalization;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>
/// Signed callbacks durably recorded. The product as a child process sends a campaign to a sandbox that reports nothing; then callbacks for those messages,
/// signed as Twilio signs, are posted from here over keep-alive connections. Beside it, in the same run, an endpoint that only verifies the signature. Then the product, killed
/// with SIGKILL right behind its last answer, is started again and must know of every single one.
/// </summary>
internal static class ReceiptsBenchmark
{
    /// <summary>Callbacks posted before the figures begin, as many to either server.</summary>
    private const int WarmUp = 10_000;

    /// <summary>Mute, whatever the number ends with: accepted, and no callback ever.</summary>
    private const string Silence =
        """{"numbers":{"0":"mute","1":"mute","2":"mute","3":"mute","4":"mute","5":"mute","6":"mute","7":"mute","8":"mute","9":"mute"}}""";

    /// <param name="options">
    /// <c>--connections 128</c>, or several widths (<c>32,64,128</c>), each with as many messages; <c>--statuses delivered</c> or <c>sent,delivered</c>.
    /// </param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        var widths = (options.Take("--connections", out options) ?? "128").Split(',').Select(width => int.Parse(width, CultureInfo.InvariantCulture)).ToArray();
        var statuses = (options.Take("--statuses", out options) ?? "delivered").Split(',');
        if (statuses[^1] != "delivered") throw new ArgumentException("The last status is 'delivered': what is counted in the end is what was received");

        await using var server = options.Database == "postgres" ? await PostgresServer.StartAsync() : null;
        List<(string, string)> settings = [("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Sms", "Warning"), .. options.Pairs()];
        if (server is not null) settings.Add(("Cluster:ConnectionString", await server.CreateDatabaseAsync()));
        await using var app = await EmbeddedApp.StartAsync([.. settings]);
        await ApiCampaign.BehaveAsync(app, Silence);
        var people = WarmUp + options.Messages * widths.Length;
        var campaign = await ApiCampaign.DraftAsync(app, people, 0);
        await ApiCampaign.SendAsync(app, campaign);
        await ApiCampaign.UntilAsync(app, campaign, people, "relayed");

        var messages = await SignedCallbacks.ReadAsync(app);
        var told = await app.GetAsync(new Uri(app.Sandbox, "/sandbox/account").AbsoluteUri);
        var account = new SandboxAccount((string)told["id"]!, (string)told["secret"]!);
        Console.WriteLine($"{people:N0} messages are relayed; the server is process {app.ProcessId}");
        List<Figure> figures = [];
        using (var process = Process.GetProcessById(app.ProcessId))
        {
            figures.AddRange((await PostAllAsync(app.Gateway, process)).Select(posted => posted.ToFigure("receipts", options.Database)));
            figures[^1] = figures[^1] with { More = $"{figures[^1].More}; peak {PeakMemory.Read(app.ProcessId):N0} MB" };
        }

        await app.KillAsync();
        await using (var endpoint = await AcceptOnlyProcess.StartAsync(account.Token))
            figures.AddRange((await PostAllAsync(endpoint.Url, endpoint.Process)).Select(posted => posted.ToFigure("accept-only", "-")));
        foreach (var figure in figures) Console.WriteLine(figure);
        for (var i = 0; i < widths.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"receipts / accept-only over {widths[i]} connections: {figures[i].PerSecond / figures[widths.Length + i].PerSecond:N2}"));

        await app.StartAsync();
        await CheckAsync(app, campaign, people);
        return figures;

        async Task<List<Posted>> PostAllAsync(Uri target, Process process)
        {
            await CallbackGenerator.PostAsync(target, SignedCallbacks.Sign(target, account, messages.Take(WarmUp), statuses), widths[0], process);
            List<Posted> posted = [];
            for (var i = 0; i < widths.Length; i++)
            {
                var callbacks = SignedCallbacks.Sign(target, account, messages.Skip(WarmUp + i * options.Messages).Take(options.Messages), statuses);
                posted.Add(await CallbackGenerator.PostAsync(target, callbacks, widths[i], process));
            }
            return posted;
        }
    }

    /// <summary>Recounted from the events, after the process that answered was killed.</summary>
    private static async Task CheckAsync(EmbeddedApp app, string campaign, int people)
    {
        var audit = (await app.GetAsync($"/api/campaigns/{campaign}/audit"))["data"]!["attributes"]!;
        var (received, differences) = ((long)audit["received"]!, audit["differences"]!.AsArray());
        Console.WriteLine($"audit after SIGKILL and restart: {received:N0} of {people:N0} received, {differences.Count} differences");
        if (received != people || differences.Count > 0) throw new WrongResultException($"every callback that was acknowledged must be recorded: {audit}");
    }
}
