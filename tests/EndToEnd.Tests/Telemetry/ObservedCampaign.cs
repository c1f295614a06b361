using System.Globalization;
using System.Text.RegularExpressions;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>
/// A campaign to 200 people over a silo and a gateway with everything switched on that could tell too much: all traces, every log line of ours as JSON, PostgreSQL's own
/// statements. Some are skipped, refused, put off, and not reached.
/// </summary>
public sealed partial class ObservedCampaign : IAsyncLifetime
{
    public const int People = 200;
    public const int Skipped = 5;
    public const string Text = "Hi, the quartz-violet sale starts today.";
    /// <summary>Nobody asks for it: the server trusts the loopback.</summary>
    public const string Password = "the-secret-of-the-database";
    private const string ApiKey = "sk_the-observed-one";

    /// <summary>One number of each area code ends in each of these; the list has two area codes.</summary>
    private static readonly (string, string)[] Scenarios =
        [.. Rig.Brisk, ("Sandbox:Numbers:5550150", "refused:21211"), ("Sandbox:Numbers:5550151", "failed:30003"), ("Sandbox:Numbers:5550152", "throttled")];

    private Collector collector = null!;
    private SandboxProcess? provider;

    internal Collector Collector => collector;

    public SiloProcess Silo { get; private set; } = null!;

    public EmbeddedApp Gateway { get; private set; } = null!;

    public string Campaign { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        collector = new Collector();
        try
        {
            await RunAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Gateway is not null) await Gateway.DisposeAsync();
        if (Silo is not null) await Silo.DisposeAsync();
        if (provider is not null) await provider.DisposeAsync();
        await collector.DisposeAsync();
    }

    internal Books Books => new(Gateway, provider!.Url, Campaign);

    public Task<string> ScrapeSiloAsync() => Silo.Ops.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    public Task<string> ScrapeGatewayAsync() => Gateway.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>The sum over all series of a metric whose labels contain each of <paramref name="labels"/>.</summary>
    public static double Sum(string scrape, string metric, params string[] labels) => Sample().Matches(scrape)
        .Where(sample => sample.Groups["name"].Value == metric && labels.All(label => sample.Groups["labels"].Value.Contains(label, StringComparison.Ordinal)))
        .Sum(sample => double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture));

    public static IEnumerable<string> Names(string scrape) => Sample().Matches(scrape).Select(sample => sample.Groups["name"].Value).Distinct();

    private async Task RunAsync()
    {
        provider = await SandboxProcess.StartAsync(Scenarios);
        var callbacks = $"http://127.0.0.1:{EmbeddedApp.FreePort()}";
        (string, string)[] settings =
        [
            ("Cluster:ConnectionString", $"{await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()};Password={Password}"),
            ("Carriers:sandbox:BaseUrl", provider.Url.AbsoluteUri), ("Gateway:PublicUrl", callbacks), ("Gateway:ApiKeys", ApiKey),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "500"), ("OTEL_BSP_MAX_QUEUE_SIZE", "100000"), ("OTEL_METRIC_EXPORT_INTERVAL", "1000"), ("Telemetry:SampleRatio", "1"),
            ("Logging:LogLevel:Sms", "Trace"), ("Logging:LogLevel:Npgsql", "Debug"), ("Logging:Console:FormatterName", "json"),
        ];
        Silo = await SiloProcess.StartAsync(settings);
        Gateway = await EmbeddedApp.StartAsync([.. settings, ("Cluster:Role", "Gateway"), ("urls", callbacks)]);
        var shop = new Shop(Gateway);
        var list = await shop.ListAsync("Newsletter", People);
        await shop.UnsubscribeAsync(Skipped);
        Campaign = await shop.DraftAsync("Autumn", list, Text);
        await shop.SendAsync(Campaign);
        await new Books(Gateway, provider.Url, Campaign).SettledAsync(TimeSpan.FromSeconds(60));
        // A question about one person: the number stands in the address.
        await Gateway.GetAsync("/api/profiles?filter=equals(phone_number,\"%2B12015550142\")");
        // Whatever is still on its way to the collector: each message's path ends with the record of its last receipt.
        await Until.AskedAsync(
            () => Task.FromResult(collector.Spans.Count(span => span.Name == "sms.record")), records => records >= People, TimeSpan.FromSeconds(30), "spans arrive");
        // The gateway says of a callback only when it is answered, and by an exporter of its own.
        await Until.SoAsync(() => Task.FromResult(AreWhole(collector.Spans)), TimeSpan.FromSeconds(30), "whatever was done for a callback has the callback beside it");
    }

    private static bool AreWhole(IReadOnlyList<ExportedSpan> spans)
    {
        var known = spans.Select(span => span.Id).ToHashSet();
        return spans.Where(span => span.Name == "sms.desk").All(span => span.Parent is { } parent && known.Contains(parent));
    }

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? (?<value>\S+)", RegexOptions.Multiline)]
    private static partial Regex Sample();
}
