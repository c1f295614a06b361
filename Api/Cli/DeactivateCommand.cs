using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary><c>deactivate numbers.txt --reason number_reassigned --on 2026-11-20</c>: a carrier's list of numbers that changed hands, one to a line.</summary>
internal static class DeactivateCommand
{
    private const int Batch = 5_000;

    private static readonly string[] Figures = ["suppressed_count", "already_suppressed_count", "consented_since_count", "unknown_count"];

    public static Command Build(Func<Func<ParseResult, Session, Task>, Func<ParseResult, CancellationToken, Task<int>>> guarded)
    {
        var file = new Argument<FileInfo>("file") { Description = "Text file with a number to a line, in E.164; what follows a comma is passed over" };
        var reason = new Option<string>("--reason")
        {
            Description = $"One of {string.Join(", ", DeactivationRules.All)}",
            DefaultValueFactory = _ => DeactivationRules.Deactivated,
        };
        var on = new Option<DateTimeOffset?>("--on") { Description = "When they were deactivated; consents given later stay. Default: when the file was last written" };
        var command = new Command("deactivate", "Suppress the numbers of a carrier's deactivation list. Exit code 0: done, 2: some lines hold no number, 1: failed") { file, reason, on };
        command.SetAction(guarded((parsed, session) =>
        {
            var path = parsed.GetValue(file)!;
            if (!path.Exists) throw new CommandFailure($"There is no file {path.FullName}");
            return RunAsync(session, path.FullName, parsed.GetValue(reason)!, parsed.GetValue(on) ?? new DateTimeOffset(path.LastWriteTimeUtc, TimeSpan.Zero));
        }));
        return command;
    }

    private static async Task RunAsync(Session session, string path, string reason, DateTimeOffset at)
    {
        var (read, invalid) = (0, 0);
        var sums = new long[Figures.Length];
        foreach (var batch in Numbers(path).Chunk(Batch))
        {
            var body = new JsonObject
            {
                ["data"] = new JsonObject
                {
                    ["type"] = "number-deactivation-job",
                    ["attributes"] = new JsonObject
                    {
                        ["reason"] = reason,
                        ["deactivated_at"] = at.ToString("O", CultureInfo.InvariantCulture),
                        ["phone_numbers"] = new JsonArray([.. batch.Select(number => (JsonNode)number)]),
                    },
                },
            };
            var done = (await session.Api.PostAsync("/api/number-deactivation-jobs", body, session.Cancellation))["data"]!["attributes"]!;
            for (var i = 0; i < Figures.Length; i++) sums[i] += (long)done[Figures[i]]!;
            invalid += done["invalid_numbers"]!.AsArray().Count;
            read += batch.Length;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumn("Deactivation").AddColumn(new TableColumn("Numbers").RightAligned());
        Row("read", read);
        for (var i = 0; i < Figures.Length; i++) Row(Figures[i][..^"_count".Length].Replace('_', ' '), sums[i]);
        Row("no number", invalid);
        session.Console.Write(table);
        session.ExitCode = invalid > 0 ? Cli.RowsRefused : Cli.Done;

        void Row(string name, long count) => table.AddRow(name, count.ToString("N0", CultureInfo.InvariantCulture));
    }

    /// <summary>Twilio's list has a number to a line; others put the day of it behind a comma.</summary>
    private static IEnumerable<string> Numbers(string path) =>
        File.ReadLines(path).Select(line => line.Split(',')[0].Trim(' ', '\t', '"', '\uFEFF')).Where(line => line.Length > 0);
}
