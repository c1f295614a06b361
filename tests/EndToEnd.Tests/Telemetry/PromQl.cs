using System.Text.RegularExpressions;

namespace Sms.EndToEnd;

/// <summary>The names of metrics in an expression: identifiers that are no function, operator, label or duration.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words =
        ["by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "inf", "nan"];

    public static IEnumerable<string> MetricsOf(string expression)
    {
        var bare = Quoted().Replace(expression, "");
        bare = Matchers().Replace(bare, "");
        bare = Ranges().Replace(bare, "");
        bare = Labels().Replace(bare, "");
        return Names().Matches(bare).Select(name => name.Value).Where(name => !Words.Contains(name.ToLowerInvariant())).Distinct();
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\[[^\]]*\]|offset\s+\d+[smhd]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"(?<![\w$.:])[A-Za-z_:][\w:]*(?!\s*\()\b(?![\w:]*\s*\()")]
    private static partial Regex Names();
}
