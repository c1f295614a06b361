using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sms.Tests;

/// <summary>
/// A silo with the sandbox carrier over real HTTP and no gateway: every callback is lost, so whatever the silo knows it was told by asking. Hours pass when
/// the test says so.
/// </summary>
internal sealed class SiloRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly IHost host;
    private readonly string folder;

    private SiloRig(IHost host, string folder, ShiftedClock clock, LoggedLines log) => (this.host, this.folder, Clock, Log) = (host, folder, clock, log);

    public ShiftedClock Clock { get; }
    public LoggedLines Log { get; }
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();
    public ISendingNumbers Numbers => host.Services.GetRequiredService<ISendingNumbers>();
    public IFlowStore Flows => host.Services.GetRequiredService<IFlowStore>();
    public IAgenda Agenda => host.Services.GetRequiredService<IAgenda>();
    public IReportStore Reports => host.Services.GetRequiredService<IReportStore>();
    public IMeterFactory Meters => host.Services.GetRequiredService<IMeterFactory>();
    /// <summary>Where the embedded databases are.</summary>
    public string Folder => folder;
    public ILedger Ledger => host.Services.GetRequiredService<ILedger>();

    public static async Task<SiloRig> StartAsync(params (string Key, string Value)[] settings) => await StartAsync(null, settings);

    /// <param name="carrier">Takes the sandbox's place.</param>
    public static Task<SiloRig> StartAsync(ICarrier? carrier, params (string Key, string Value)[] settings) =>
        StartAsync(Directory.CreateTempSubdirectory("sms-silo-").FullName, new ShiftedClock(), carrier, settings);

    /// <param name="more">Takes the place of what the silo brings, or stands beside it.</param>
    public static Task<SiloRig> StartAsync(ICarrier carrier, Action<IServiceCollection> more) =>
        StartAsync(Directory.CreateTempSubdirectory("sms-silo-").FullName, new ShiftedClock(), carrier, [], more);

    /// <summary>Ends this silo, and starts another on what it left.</summary>
    public async Task<SiloRig> RestartAsync(ICarrier? carrier, params (string Key, string Value)[] settings)
    {
        await StopAsync();
        return await StartAsync(folder, Clock, carrier, settings);
    }

    private static async Task<SiloRig> StartAsync(
        string folder, ShiftedClock clock, ICarrier? carrier, (string Key, string Value)[] settings, Action<IServiceCollection>? more = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            ["Sandbox:Url"] = "http://localhost:0",
            // Nobody listens there.
            ["Gateway:PublicUrl"] = "http://127.0.0.1:1",
            ["Sandbox:Patience"] = "00:00:00",
            ["Sandbox:SentDelayMin"] = "0",
            ["Sandbox:SentDelayMax"] = "5",
            ["Sandbox:FinalDelayMin"] = "0",
            ["Sandbox:FinalDelayMax"] = "5",
            ["Sandbox:SilentRate"] = "0",
            ["Sandbox:HangFor"] = "100",
            ["Confirmation:ReadsPerSecond"] = "5000",
            // Tests run at any hour; those of the rules say otherwise.
            ["Sending:QuietHours:Campaigns"] = "Off",
            ["Sending:QuietHours:Flows"] = "Off",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        var log = new LoggedLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddSmsSilo();
        builder.Services.AddSingleton<TimeProvider>(clock);
        // Where hours pass at once, a silo that has just started would seem to have been joining for hours, and end itself.
        builder.Services.Configure<Orleans.Configuration.ClusterMembershipOptions>(membership => membership.EvictWhenMaxJoinAttemptTimeExceeded = false);
        if (carrier is not null) builder.Services.AddSingleton<ICarriers>(new OneCarrier(carrier));
        more?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new SiloRig(host, folder, clock, log);
    }

    /// <summary>A campaign to new people, sent to its end.</summary>
    public async Task<CampaignId> SendAsync(int people, bool resend = false, string? phone = null)
    {
        var list = await Grains.Lists().CreateAsync("People", doubleOptIn: false);
        var rows = Enumerable.Range(0, people).Select(i => new ImportRow(
            new ProfilePatch { Phone = phone ?? string.Create(CultureInfo.InvariantCulture, $"+1{201 + i / 100}55501{i % 100:00}") }, i)).ToList();
        var imported = await Grains.Profiles().ImportAsync(new ImportBatch { Rows = rows, List = list.Id, Consent = new ConsentGrant("Test", null, false) });
        Assert.Equal(people, imported.AddedToList);
        var campaign = await Grains.Campaigns().CreateAsync(new CampaignDefinition
        {
            Name = "Sale",
            Included = [list.Id],
            Content = new MessageContent { Body = "20% off until Sunday" },
            ResendUnarrived = resend,
            UseSmartSending = false,
        });
        Assert.Equal(CampaignVerdict.Done, (await Grains.Campaign(campaign.Id).SendAsync()).Verdict);
        var waiting = System.Diagnostics.Stopwatch.StartNew();
        await UntilAsync(
            async () =>
            {
                // What a busy machine makes the ledger or a wave try again waits on this clock, which nobody else moves.
                if (waiting.Elapsed > TimeSpan.FromSeconds(5)) Clock.Advance(TimeSpan.FromMilliseconds(100));
                return (await Grains.Campaign(campaign.Id).GetAsync())!.Status;
            },
            status => status == CampaignStatus.Sent);
        return campaign.Id;
    }

    public async Task<MessageTrace> TraceAsync(CampaignId campaign, int ordinal = 0)
    {
        var launched = (await Grains.Campaign(campaign).GetAsync())!.LaunchedAt!.Value;
        return (await Grains.Message(MessageId.Of(SourceId.Of(campaign), launched, ordinal)).GetTraceAsync())!;
    }

    /// <summary>Lets time pass and the sweep of this stage go through everything that has turned old.</summary>
    public async Task SweepAsync(SettleStage stage, TimeSpan later = default, string carrier = "sandbox")
    {
        Clock.Advance(later);
        var sweep = Grains.Sweep($"{stage.ToString().ToLowerInvariant()}/{carrier}");
        // One that is under way may have read the clock before it was moved.
        await UntilAsync(sweep.GetState, state => !state.Running);
        await sweep.ContinueAsync();
        await UntilAsync(sweep.GetState, state => !state.Running);
    }

    /// <summary>The campaign's books, once totals, series and grain agree and the sums are right.</summary>
    public async Task<CampaignTotals> AuditAsync(CampaignId campaign)
    {
        var audit = (await Grains.Campaign(campaign).AuditAsync())!;
        Assert.Empty(audit.Differences);
        var t = audit.Recounted;
        Assert.All([t.Deferred, t.SubmitUnknown, t.InFlight, t.Failed, t.Unconfirmed, t.Refused], count => Assert.True(count >= 0, $"{t}"));
        return t;
    }

    internal async Task<SandboxTruth> TruthAsync()
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync(new Uri(host.Services.GetRequiredService<SandboxAddress>().Url, "/sandbox/truth"), SandboxJsonContext.Default.SandboxTruth))!;
    }

    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> good)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (good(answer)) return answer;
            if (clock.Elapsed > Patience) throw new TimeoutException($"Not within {Patience}; last seen: {answer}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StopAsync()
    {
        await host.StopAsync();
        host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private sealed class OneCarrier(ICarrier carrier) : ICarriers
    {
        public ICarrier? Find(string name) => name == carrier.Name ? carrier : null;
    }
}
