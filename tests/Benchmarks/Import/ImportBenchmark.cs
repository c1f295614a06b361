using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>
/// <c>import people.csv --list …</c> as its users run it, without and with <c>--consent</c>: the terminal command in one process, the server in another,
/// each time with an empty database. The clock runs from the command's start to its end. The list's members, the created people and the consent
/// events must be as many as the rows.
/// </summary>
internal static partial class ImportBenchmark
{
    private const string ListName = "Newsletter";

    /// <param name="options">Messages are rows. <c>--only plain|consent</c> measures one of the two; other settings go to the server.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options)
    {
        var only = options.Take("--only", out options);
        if (only is not (null or "plain" or "consent")) throw new ArgumentException($"--only plain|consent, not '{only}'");
        var folder = System.IO.Directory.CreateTempSubdirectory("sms-import-").FullName;
        try
        {
            var file = Path.Combine(folder, "people.csv");
            PeopleCsv.Write(file, options.Messages);
            List<Figure> figures = [];
            foreach (var consent in only is null ? [false, true] : (bool[])[only == "consent"])
            {
                figures.Add(await MeasureAsync(file, consent, options));
                Console.WriteLine(figures[^1]);
            }
            return figures;
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figure> MeasureAsync(string file, bool consent, BenchOptions options)
    {
        await using var server = options.Database == "postgres" ? await PostgresServer.StartAsync() : null;
        List<(string, string)> settings = [("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Sms", "Warning"), .. options.Pairs()];
        if (server is not null) settings.Add(("Cluster:ConnectionString", await server.CreateDatabaseAsync()));
        await using var app = await EmbeddedApp.StartAsync([.. settings]);

        var run = await TerminalCommand.RunAsync(
            Path.GetDirectoryName(file)!, ["import", file, "--list", ListName, "--url", app.Gateway.ToString(), "--api-key", app.ApiKey, .. consent ? ["--consent"] : (string[])[]]);
        if (run.ExitCode != 0) throw new WrongResultException($"import ended with {run.ExitCode}:\n{run.Output}\n{app.Output}");
        var peak = PeakMemory.Read(app.ProcessId);
        await CheckAsync(app, run, options.Messages, consent);
        return new Figure(
            consent ? "import consent" : "import", options.Database, options.Messages, "rows", options.Messages / run.Took.TotalSeconds,
            string.Create(CultureInfo.InvariantCulture, $"peak resident: server {peak:N0} MB, client {run.PeakMegabytes:N0} MB"));
    }

    private static async Task CheckAsync(EmbeddedApp app, CommandRun run, int rows, bool consent)
    {
        Expect("people created, by the command's own word", Said(run, "created"), rows);
        var list = (await app.GetAsync("/api/lists"))["data"]!.AsArray().Single(list => (string?)list!["attributes"]!["name"] == ListName)!;
        var told = await app.GetAsync($"/api/lists/{list["id"]}?additional-fields[list]=profile_count");
        Expect("members of the list", (long)told["data"]!["attributes"]!["profile_count"]!, rows);
        Expect("consent events", await CountConsentAsync(app), consent ? rows : 0);
    }

    private static async Task<long> CountConsentAsync(EmbeddedApp app)
    {
        var now = TimeProvider.System.GetUtcNow();
        var answer = await app.PostAsync("/api/metric-aggregates", new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "metric-aggregate",
                ["attributes"] = new JsonObject
                {
                    ["metric_id"] = Metric.SubscribedToSmsMarketing.PublicId(),
                    ["measurements"] = new JsonArray("count"),
                    ["interval"] = "hour",
                    ["filter"] = new JsonArray($"greater-or-equal(datetime,{At(now.AddHours(-3))})", $"less-than(datetime,{At(now.AddHours(2))})"),
                },
            },
        });
        return answer["data"]!["attributes"]!["data"]!.AsArray().Sum(row => row!["measurements"]!["count"]!.AsArray().Sum(value => (long)(decimal)value!));
    }

    private static long Said(CommandRun run, string row) =>
        SummaryRow().Matches(run.Output).FirstOrDefault(match => match.Groups["name"].Value == row) is { } match
            ? long.Parse(match.Groups["count"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : throw new WrongResultException($"The command said nothing of '{row}':\n{run.Output}");

    private static void Expect(string what, long found, long expected)
    {
        if (found != expected) throw new WrongResultException($"{found:N0} {what} where {expected:N0} were expected");
    }

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<name>[a-z]+)\s*[│|]\s*(?<count>[\d,]+)")]
    private static partial Regex SummaryRow();
}
