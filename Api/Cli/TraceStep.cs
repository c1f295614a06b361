using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary>One line of a trace.</summary>
internal sealed partial record TraceStep(DateTimeOffset At, long SincePrevious, long SinceFirst, string What, string Code, string Source, string? Raw, Color Colour)
{
    private const int Short = 60;

    /// <summary>What a provider says with the receipt, whoever it is: where it names a status or an error; else its beginning.</summary>
    public string ShortRaw
    {
        get
        {
            if (Raw is null) return "";
            var told = string.Join(' ', Telling.Matches(Raw).Select(match => $"{match.Groups["name"]}={match.Groups["value"]}").Distinct());
            var line = told.Length > 0 ? told : Raw.ReplaceLineEndings(" ");
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
            _ => string.Join(": ", new[] { Text("name"), reason ?? Text("failure_type") }.Where(part => part is not null)),
        };
        return new TraceStep(
            DateTimeOffset.Parse(Text("datetime") ?? "", CultureInfo.InvariantCulture), Number(step["ms_since_previous"]), Number(step["ms_since_first"]),
            what, Text("vendor_code") ?? "", Text("source") ?? "", Text("raw"), ColourOf(Text("kind"), Text("name"), decision));
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

    [GeneratedRegex("""(?<name>\w*(?:status|error|err-code)\w*)"?\s*[=:]\s*"?(?<value>[^&"',;{}\[\]\s]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Telling { get; }
}
