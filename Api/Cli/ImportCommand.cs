using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary><c>import people.csv --list "Newsletter"</c>: every row of the file becomes a person on the list, or a line of the report.</summary>
internal static class ImportCommand
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static Command Build(Func<Func<ParseResult, Session, Task>, Func<ParseResult, CancellationToken, Task<int>>> guarded)
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV file; its first line names the columns, one of them 'phone'" };
        var list = new Option<string>("--list") { Description = "Name of the list; created if there is none", Required = true };
        var consent = new Option<bool>("--consent")
        {
            Description = "The people in the file consented to marketing texts. Rows whose consent column says otherwise are imported without. Nobody who unsubscribed later is subscribed again",
        };
        var source = new Option<string?>("--consent-source") { Description = "Where they consented, for the audit trail: \"Checkout 2025\"" };
        var at = new Option<DateTimeOffset?>("--consented-at") { Description = "When, for rows without a consented_at column; default: when the file was last written" };
        var region = new Option<string?>("--region") { Description = "Two-letter country that numbers without a country code belong to, as US" };
        var report = new Option<FileInfo?>("--report") { Description = "Where refused rows are listed; default: <file>.refused.csv, written only if there are any" };
        var command = new Command("import", "Import people from a CSV file into a list. Exit code 0: all accepted, 2: some rows refused, 1: failed")
        {
            file, list, consent, source, at, region, report,
        };
        command.SetAction(guarded((parsed, session) =>
        {
            var path = parsed.GetValue(file)!;
            if (!path.Exists)
                throw new CommandFailure($"There is no file {path.FullName}");
            var claimed = parsed.GetValue(at) ?? new DateTimeOffset(path.LastWriteTimeUtc, TimeSpan.Zero);
            var now = session.Clock.GetUtcNow();
            var claim = parsed.GetValue(consent) ? new ConsentClaim(parsed.GetValue(source), claimed < now ? claimed : now) : null;
            return ImportAsync(session, path, parsed.GetValue(list)!, parsed.GetValue(region)?.ToUpperInvariant(), claim,
                parsed.GetValue(report)?.FullName ?? Path.ChangeExtension(path.FullName, ".refused.csv"));
        }));
        return command;
    }

    private static async Task ImportAsync(Session session, FileInfo path, string list, string? region, ConsentClaim? consent, string report)
    {
        using var people = new PeopleFile(path.FullName);
        var id = await Lists.FindOrCreateAsync(session, list);
        using var import = new ImportRun(session, people, id, region, consent, report);
        var started = session.Clock.GetTimestamp();
        try
        {
            await ShowAsync(session, people, import);
        }
        finally
        {
            Summarise(session, import, session.Clock.GetElapsedTime(started), report);
        }
        session.ExitCode = import.Refused > 0 ? Cli.RowsRefused : Cli.Done;
    }

    private static Task ShowAsync(Session session, PeopleFile people, ImportRun import)
    {
        var started = session.Clock.GetTimestamp();
        string Rate() => $"{import.Answered:N0} rows, {import.Answered / Math.Max(0.001, session.Clock.GetElapsedTime(started).TotalSeconds):N0}/s";
        if (!session.Console.Profile.Capabilities.Interactive)
        {
            var last = started;
            return import.RunAsync(() =>
            {
                if (session.Clock.GetElapsedTime(last) < LineEvery)
                    return;
                last = session.Clock.GetTimestamp();
                session.Console.WriteLine(Rate());
            });
        }
        return session.Console.Progress().Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("Importing", maxValue: Math.Max(1, people.Length));
                await import.RunAsync(() => (bar.Value, bar.Description) = (people.Position, Rate()));
                bar.Value = bar.MaxValue;
            });
    }

    private static void Summarise(Session session, ImportRun import, TimeSpan took, string report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Import").AddColumn(new TableColumn("Rows").RightAligned());
        foreach (var (name, count) in new[]
            { ("read", import.Read), ("created", import.Created), ("updated", import.Updated), ("subscribed", import.Subscribed), ("refused", import.Refused) })
            table.AddRow(name, count.ToString("N0", CultureInfo.InvariantCulture));
        session.Console.Write(table);
        foreach (var (reason, count) in import.Reasons.OrderByDescending(pair => pair.Value))
            session.Console.MarkupLineInterpolated($"[yellow]{count,10:N0}[/] {reason}");
        session.Console.WriteLine($"{import.Answered:N0} rows in {took.TotalSeconds:N1} s, {import.Answered / Math.Max(0.001, took.TotalSeconds):N0} rows/s");
        if (import.Refused > 0)
            session.Console.WriteLine($"Refused rows are listed in {report}");
    }
}
