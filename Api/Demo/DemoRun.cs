using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console;

namespace Sms;

/// <summary>A thousand people, one campaign, and the sandbox's own books beside ours. Everything goes through the public API.</summary>
internal sealed class DemoRun(
    DemoOptions options, IServer server, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    private const int PerRequest = 500;
    private const string Body = "Hi {{ first_name|default:'there' }}, our autumn sale starts today: 20% off everything until Sunday.";

    private readonly int people = options.People;

    /// <summary>The sandbox answers within seconds, and a small machine sends hundreds a second; after this long something is wrong.</summary>
    private readonly TimeSpan patience = TimeSpan.FromSeconds(90 + (options.People / 200));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        try
        {
            DemoOptions.ExitCode = await PlayAsync(stoppingToken) ? 0 : 1;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            AnsiConsole.MarkupLine($"[red]The demo broke off:[/] {Markup.Escape(failure.Message)}");
            DemoOptions.ExitCode = 1;
        }

        if (options.Once) lifetime.StopApplication();
    }

    private async Task<bool> PlayAsync(CancellationToken stop)
    {
        var gateway = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var client = new DemoClient(gateway, Key());
        AnsiConsole.MarkupLine($"\n[bold]Demo[/]: {people} people subscribe, then get one campaign through the sandbox carrier.");
        var list = await client.CreateListAsync("Newsletter", stop);
        foreach (var phones in Phones(people).Chunk(PerRequest)) await client.SubscribeAsync(list, phones, stop);
        var campaign = await client.CreateCampaignAsync("Autumn sale", list, Body, stop);
        await client.SendAsync(campaign, stop);
        var (ours, theirs) = await WatchAsync(client, campaign, stop);
        return Report(gateway, campaign, ours, theirs);
    }

    /// <summary>Until what we counted is what the sandbox says happened, or patience ends.</summary>
    private async Task<(JsonObject Ours, JsonObject Theirs)> WatchAsync(DemoClient client, string campaign, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var shown = "";
        while (true)
        {
            var ours = await client.AuditAsync(campaign, stop);
            var theirs = await client.TruthAsync(SandboxUrl(), campaign, stop);
            var line = $"  targeted {ours["targeted"],5}   sent {ours["relayed"],5}   received {ours["received"],5}   failed {ours["failed"],4}   in flight {ours["in_flight"],5}";
            if (line != shown) AnsiConsole.WriteLine(shown = line);
            if (Number(ours, "targeted") == people && Agree(ours, theirs) && Number(theirs, "waiting") == 0 && Number(ours, "deferred") == 0) return (ours, theirs);
            if (clock.GetElapsedTime(began) > patience) return (ours, theirs);
            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, stop);
        }
    }

    private bool Report(Uri gateway, string campaign, JsonObject ours, JsonObject theirs)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("our report").RightAligned())
            .AddColumn(new TableColumn("the sandbox's truth").RightAligned());
        foreach (var (label, our, their) in new[] { ("sent", "relayed", "accepted"), ("received", "received", "delivered"), ("failed", "failed", "failed"), ("no receipt", "in_flight", "silent") })
        {
            table.AddRow(label, Text(ours, our), Text(theirs, their));
        }

        AnsiConsole.WriteLine();
        AnsiConsole.Write(table);
        var agree = Number(ours, "targeted") == people && Agree(ours, theirs) && ours["differences"]!.AsArray().Count == 0;
        AnsiConsole.MarkupLine(agree
            ? "[green]The report is the sandbox's truth, message for message.[/]"
            : $"[red]The report differs from the sandbox's truth: {Markup.Escape(ours.ToJsonString())} {Markup.Escape(theirs.ToJsonString())}[/]");
        AnsiConsole.MarkupLine($"""

            What to do next
              [bold]{gateway}[/]                 the console; sign in with the key in [bold]{Markup.Escape(Path.Combine(DataDirectory, "api-key"))}[/]
              [bold]{gateway}docs[/]             the API
              dotnet run --project Api -- import people.csv --list "Newsletter" --consent
              dotnet run --project Api -- send --list "Newsletter" --body "Hello from us"
              dotnet run --project Api -- watch {campaign}
            Ctrl-C stops the server; what it recorded stays in [bold]{Markup.Escape(DataDirectory)}[/].
            """);
        return agree;
    }

    private string DataDirectory => configuration["Data:Directory"] ?? "data";

    private static bool Agree(JsonObject ours, JsonObject theirs) =>
        Number(ours, "relayed") == Number(theirs, "accepted") && Number(ours, "received") == Number(theirs, "delivered")
        && Number(ours, "failed") == Number(theirs, "failed") && Number(ours, "in_flight") == Number(theirs, "silent");

    private static long Number(JsonObject figures, string name) => figures[name]!.GetValue<long>();

    private static string Text(JsonObject figures, string name) => Number(figures, name).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>555-0100 to 555-0199 are set aside for fiction in every North American area code. Crowds have the rest of 555 too: no text leaves the sandbox.</summary>
    internal static IEnumerable<string> Phones(int people)
    {
        int[] areas = [201, 212, 305, 312, 404, 415, 503, 617, 702, 808];
        return Enumerable.Range(0, people).Select(i => string.Create(CultureInfo.InvariantCulture, $"+1{areas[i % areas.Length]}555{(100 + (i / areas.Length)) % 10_000:0000}"));
    }

    private string Key()
    {
        var section = configuration.GetSection("Gateway:ApiKeys");
        var configured = section.GetChildren().Select(child => child.Value).Append(section.Value?.Split(',')[0]).FirstOrDefault(key => !string.IsNullOrWhiteSpace(key));
        return configured?.Trim() ?? File.ReadAllText(Path.Combine(DataDirectory, "api-key")).Trim();
    }

    private Uri SandboxUrl() => new(configuration["Sandbox:Url"] ?? "http://localhost:5081");
}
