using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>
/// The product, its database and its provider, each in processes of their own, with a proxy on each of the two lines between them. Anything of it can be killed,
/// stopped, cut or silenced while a campaign runs.
/// </summary>
internal sealed class Rig : IAsyncDisposable
{
    /// <summary>Quick receipts, so that what is late is late because of the fault; no silence, which only time ends.</summary>
    public static readonly (string, string)[] Brisk =
    [
        ("Sandbox:SentDelayMin", "0"), ("Sandbox:SentDelayMax", "200"), ("Sandbox:FinalDelayMin", "50"), ("Sandbox:FinalDelayMax", "800"), ("Sandbox:SilentRate", "0"),
        ("Sandbox:CallbackTimeout", "00:00:05"),
    ];

    /// <summary>No callback for any number: the test is the carrier, or there is none.</summary>
    public static readonly (string, string)[] Mute = [.. Enumerable.Range(0, 10).Select(digit => ($"Sandbox:Numbers:{digit}", "mute"))];

    /// <summary>Requests a campaign may have open to the provider by default; a crash leaves at most so many submits unknown.</summary>
    public const int InFlight = 8 * 48;

    private readonly List<EmbeddedApp> successors = [];
    private (string, string)[] settings = [];

    public required PostgresServer? Database { get; init; }

    /// <summary>Between the product and PostgreSQL; null with SQLite.</summary>
    public required TcpProxy? Wire { get; init; }

    public LostCommits Commits { get; private init; } = new();

    public required SandboxProcess Provider { get; init; }

    /// <summary>Between the product and the provider's API.</summary>
    public required TcpProxy Line { get; init; }

    public EmbeddedApp App { get; private set; } = null!;

    /// <summary>Straight to the database, past the proxy.</summary>
    public string Connection { get; private init; } = "";

    /// <summary>Over a PostgreSQL of its own, which may be halted.</summary>
    public static Task<Rig> OnPostgresAsync(IEnumerable<(string, string)> provider, params IEnumerable<(string, string)> app) => StartAsync(true, provider, app);

    public static Task<Rig> OnSqliteAsync(IEnumerable<(string, string)> provider, params IEnumerable<(string, string)> app) => StartAsync(false, provider, app);

    /// <summary>Another process of the same product on the same database: what an orchestrator starts when it takes the first for dead.</summary>
    public async Task<EmbeddedApp> SucceedAsync()
    {
        var successor = await EmbeddedApp.StartAsync(settings);
        successors.Add(successor);
        return successor;
    }

    public async Task<Books> LaunchAsync(int people, string body = "20% off everything until Sunday.")
    {
        var shop = new Shop(App);
        var campaign = await shop.DraftAsync("Sale", await shop.ListAsync("Newsletter", people), body);
        await shop.SendAsync(campaign);
        return new Books(App, Provider.Url, campaign);
    }

    public static Task<long> AcceptsMoreThanAsync(Books books, long than, TimeSpan within) => Until.AskedAsync(
        books.AcceptedAsync, accepted => accepted > than, within, $"the provider has more than {than} messages");

    /// <summary>SIGKILL, restart, and the time from the kill until the provider gets a message again.</summary>
    public async Task<TimeSpan> KillAsync(Books books)
    {
        var clock = Stopwatch.StartNew();
        await App.KillAsync();
        var before = await books.AcceptedAsync();
        await StartAgainAsync();
        var ready = clock.Elapsed;
        await AcceptsMoreThanAsync(books, before, TimeSpan.FromSeconds(60));
        TestContext.Current.TestOutputHelper?.WriteLine($"Killed: ready after {ready.TotalSeconds:0.0} s, sending after {clock.Elapsed.TotalSeconds:0.0} s");
        return clock.Elapsed;
    }

    /// <summary>As a service manager does: a start that met a database in trouble is tried again.</summary>
    private async Task StartAgainAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await App.StartAsync();
                return;
            }
            catch (InvalidOperationException ended) when (attempt < 3)
            {
                FaultScale.Print($"A start ended and was repeated: {ended.Message.Split('\n')[0]}");
            }
        }
    }

    /// <summary>
    /// Waits for the end and holds every figure of the product against the provider's own books. <paramref name="unknownAtMost"/>: intents whose request may have
    /// died with a process; they are not sent again, and not counted as sent.
    /// </summary>
    public async Task<(JsonObject Audit, JsonObject Truth)> AssertExactAsync(Books books, int people, int unknownAtMost, TimeSpan within)
    {
        var (audit, truth) = await books.SettledAsync(within);
        var texted = await Handsets.TextedAsync(App, Provider.Url);
        Assert.Equal(texted.Count, texted.Select(text => text.To).Distinct().Count());
        Assert.Equal(0, Books.Number(truth, "texted_twice"));
        Assert.Equal(people, Books.Number(audit, "targeted"));
        Assert.Equal(0, Books.Number(audit, "skipped"));
        Assert.Equal(people, texted.Count + Books.Number(audit, "submit_unknown") + Books.Number(audit, "refused"));
        Assert.InRange(Books.Number(audit, "submit_unknown"), 0, unknownAtMost);
        Assert.Empty(audit["differences"]!.AsArray());
        Books.AssertConserved(audit);

        // Message by message: every delivery that was told is known, and what is known as delivered was delivered.
        var received = await books.MessagesWithAsync(Metric.ReceivedSms);
        Assert.DoesNotContain(texted, text => text is { Final: "delivered" or "read", Told: true } && !received.Contains(text.Message));
        Assert.Subset(texted.Where(text => text.Final is "delivered" or "read").Select(text => text.Message).ToHashSet(), received);
        var figures = Books.Of(audit);
        Assert.Equal(Books.Number(truth, "accepted"), figures.Sent);
        Assert.Equal(figures, await books.ReportAsync());
        Assert.Equal(figures, await books.EventsAsync());
        Assert.Equal(figures, await books.AggregatesAsync());
        return (audit, truth);
    }

    public static string Summary(JsonObject audit, JsonObject truth)
    {
        var (ours, theirs) = (Books.Of(audit), Books.OfTruth(truth));
        var (delivered, failed) = (theirs.Received + Books.Number(truth, "silent_delivered"), theirs.Failed + Books.Number(truth, "silent_failed"));
        var lost = Math.Max(0, theirs.Received - ours.Received) + Math.Max(0, theirs.Failed - ours.Failed);
        var twice = Math.Max(0, ours.Received - delivered) + Math.Max(0, ours.Failed - failed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{theirs.Sent} accepted, {truth["callbacks_posted"]} callbacks; told delivered {theirs.Received}, known {ours.Received}; told failed {theirs.Failed}, known {ours.Failed}; "
            + $"never told {truth["silent"]}; submit unknown {audit["submit_unknown"]}; texted twice {truth["texted_twice"]}; {lost} lost, {twice} double-counted");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var successor in successors) await successor.DisposeAsync();
        await App.DisposeAsync();
        await Line.DisposeAsync();
        await Provider.DisposeAsync();
        if (Wire is not null) await Wire.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
    }

    private static async Task<Rig> StartAsync(bool postgres, IEnumerable<(string, string)> provider, IEnumerable<(string, string)> app)
    {
        var commits = new LostCommits();
        var database = postgres ? await PostgresServer.StartAsync() : null;
        var direct = database is null ? "" : await database.CreateDatabaseAsync();
        var wire = database is null ? null : TcpProxy.Start(database.Port, commits.Tap);
        var sandbox = await SandboxProcess.StartAsync(provider);
        var line = TcpProxy.Start(sandbox.Url.Port);
        var rig = new Rig { Database = database, Wire = wire, Provider = sandbox, Line = line, Connection = direct, Commits = commits };
        rig.settings = [("Carriers:sandbox:BaseUrl", $"http://127.0.0.1:{line.Port}"), .. app];
        if (wire is not null) rig.settings = [.. rig.settings, ("Cluster:ConnectionString", LostCommits.Through(direct, wire))];
        rig.App = await EmbeddedApp.StartAsync(rig.settings);
        return rig;
    }
}
