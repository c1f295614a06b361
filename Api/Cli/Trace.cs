using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary>A message's trace as a support person reads it: the verdict first, then how it came to it.</summary>
internal sealed class Trace
{
    private readonly string id;
    private readonly JsonNode message;
    private readonly IReadOnlyList<TraceStep> steps;

    private Trace(string id, JsonNode message, IReadOnlyList<TraceStep> steps) => (this.id, this.message, this.steps) = (id, message, steps);

    /// <summary>From the message's document; null when it is something else.</summary>
    public static Trace? Read(JsonNode answer) =>
        answer["data"] is { } data && data["attributes"] is { } attributes && attributes["steps"] is JsonArray steps
            ? new Trace(data["id"]?.ToString() ?? "", attributes, [.. steps.OfType<JsonNode>().Select(TraceStep.Read)])
            : null;

    public void WriteHeading(IAnsiConsole console)
    {
        var status = Text("status") ?? "";
        console.MarkupLineInterpolated($"Message [bold]{id}[/] is [bold {Colour(status)}]{status}[/]{Why}");
        if (Text("body") is { } body) console.MarkupLineInterpolated($"  [italic]{body}[/]");
        if (Text("from") is { } from) console.MarkupLineInterpolated($"  from {from} to {Text("country")} by {Text("carrier")}, {Text("segments")} segment(s)");
        if (Text("provider_id") is { } provider) console.MarkupLineInterpolated($"  the provider calls it {provider}");
    }

    public void WriteSteps(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in new[] { "#", "Time (UTC)", "+ms", "What happened", "Code", "Source" }) table.AddColumn(heading);
        table.Columns[2].RightAligned();
        foreach (var column in table.Columns.Take(3)) column.NoWrap();
        var day = "";
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            // The date where it changes; most lives are over within minutes.
            var date = step.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var time = (date == day ? "" : date + "\n") + step.At.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            day = date;
            table.AddRow(new Text(Number(i + 1)), new Text(time), new Text("+" + Number(step.SincePrevious)), What(step), new Text(step.Code), new Text(step.Source));
        }

        console.Write(table);
        if (steps.Count > 0) console.MarkupLineInterpolated($"{steps.Count} steps in {Number(steps[^1].SinceFirst)} ms");
    }

    public void WriteReceipts(IAnsiConsole console)
    {
        for (var i = 0; i < steps.Count; i++)
            if (steps[i].Raw is { } raw) console.Profile.Out.Writer.WriteLine($"#{Number(i + 1)} {raw}");
    }

    private static Paragraph What(TraceStep step)
    {
        var what = new Paragraph(step.What, new Style(step.Colour));
        return step.ShortRaw.Length == 0 ? what : what.Append("\n" + step.ShortRaw, new Style(Color.Grey));
    }

    private string Why => string.Concat(new[] { Text("skip_reason"), Text("failure_type"), Text("vendor_code") is { } code ? $"code {code}" : null }
        .Where(part => part is not null).Select(part => $", {part}"));

    private string? Text(string name) => message[name]?.ToString();

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Colour(string status) => status switch { "received" => "green", "failed" => "red", "skipped" => "grey", "unconfirmed" or "submit_unknown" => "yellow", _ => "blue" };
}
