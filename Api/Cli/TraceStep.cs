using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary>One line of a trace.</summary>
internal sealed record TraceStep(DateTimeOffset At, long SincePrevious, long SinceFirst, string What, string Code, string Source, string? Raw, Color Colour)
{
    private const int Short = 60;

    /// <summary>The receipt's beginning, on one line.</summary>
    public string ShortRaw
    {
        get
        {
            var line = (Raw ?? "").ReplaceLineEndings(" ");
            return line.Length <= Short ? line : line[..(Short - 1)] + "…";
        }
    }

    public static TraceStep Read(JsonNode step)
    {
        string? Text(string name) => step[name]?.ToString();
        var (decision, reason, vendor) = (Text("decision"), Text("reason"), Text("vendor_status"));
        var what = Text("kind") switch
        {
            "receipt" => $"receipt{Quoted(vendor)}: {Words(decision)}",
            "question" => $"provider asked: {reason ?? "no news"}",
            _ => (Text("name") ?? "") + (reason is null ? "" : $": {reason}"),
        };
        return new TraceStep(
            DateTimeOffset.Parse(Text("datetime") ?? "", CultureInfo.InvariantCulture), Number(step["ms_since_previous"]), Number(step["ms_since_first"]),
            what, string.Join(' ', new[] { Text("vendor_code"), Text("failure_type") }.Where(part => part is not null)), Text("source") ?? "", Text("raw"),
            ColourOf(Text("kind"), Text("name"), decision));
    }

    private static string Quoted(string? status) => status is null ? "" : $" '{status}'";

    private static string Words(string? decision) => decision switch
    {
        "recorded" => "recorded",
        "duplicate" => "ignored, known already",
        "late" => "ignored, more is known already",
        "contradicting" => "contradicts the last word, which stands",
        "partial" => "waits for the other parts",
        _ => decision ?? "",
    };

    private static Color ColourOf(string? kind, string? name, string? decision) => (kind, name, decision) switch
    {
        ("event", "Received SMS", _) => Color.Green,
        ("event", "Failed to Deliver SMS" or "Refused SMS", _) => Color.Red,
        ("event", "Unconfirmed" or "Submit Unknown" or "Submit Unconfirmed" or "Delivery Conflict", _) => Color.Yellow,
        (_, _, "contradicting") => Color.Yellow,
        ("receipt", _, not "recorded") or ("question", _, _) => Color.Grey,
        _ => Color.Default,
    };

    private static long Number(JsonNode? number) => number?.GetValue<long>() ?? 0;
}
