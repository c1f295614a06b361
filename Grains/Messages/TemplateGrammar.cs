using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Sms;

/// <summary>What may stand in a text message's template. Whatever is not named here is refused before the engine sees it.</summary>
internal static partial class TemplateGrammar
{
    private const string Path = @"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:'[^']*'|""[^""]*""|-?\d{1,4})\])*";

    /// <summary>
    /// A filter's name to what the engine calls it. Those that can make text grow, or that take a value apart, are ours (<see cref="TemplateFilters"/>).
    /// Names of Django's, as Klaviyo's templates have them, stand beside Liquid's.
    /// </summary>
    public static FrozenDictionary<string, string> Filters { get; } = new Dictionary<string, string>
    {
        ["default"] = "sms_default",
        ["lookup"] = "sms_lookup",
        ["append"] = "sms_append",
        ["prepend"] = "sms_prepend",
        ["replace"] = "sms_replace",
        ["remove"] = "sms_remove",
        ["join"] = "sms_join",
        ["title"] = "sms_title",
        ["truncate"] = "sms_truncate",
        ["capitalize"] = "capitalize",
        ["upcase"] = "upcase",
        ["upper"] = "upcase",
        ["downcase"] = "downcase",
        ["lower"] = "downcase",
        ["strip"] = "strip",
        ["trim"] = "strip",
        ["lstrip"] = "lstrip",
        ["rstrip"] = "rstrip",
        ["strip_newlines"] = "strip_newlines",
        ["size"] = "size",
        ["length"] = "size",
        ["first"] = "first",
        ["last"] = "last",
        ["plus"] = "plus",
        ["minus"] = "minus",
        ["times"] = "times",
        ["divided_by"] = "divided_by",
        ["modulo"] = "modulo",
        ["round"] = "round",
        ["ceil"] = "ceil",
        ["floor"] = "floor",
        ["abs"] = "abs",
    }.ToFrozenDictionary();

    /// <summary>A variable, a quoted text or a number: all that may be printed, compared, looped over or given to a filter.</summary>
    [GeneratedRegex(@"^(?:" + Path + @"|'[^']*'|""[^""]*""|-?\d{1,15}(?:\.\d{1,9})?)$", RegexOptions.CultureInvariant)]
    public static partial Regex Operand { get; }

    /// <summary>A variable without brackets: what can be found without the engine.</summary>
    [GeneratedRegex(@"^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$", RegexOptions.CultureInvariant)]
    public static partial Regex PlainPath { get; }

    [GeneratedRegex(@"^(\w+)(?:\s+(.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    public static partial Regex Tag { get; }

    [GeneratedRegex(@"^[A-Za-z_]\w*\s+in\s+" + Path + @"(?:\s+reversed)?(?:\s+limit:\s*\d{1,3})?(?:\s+reversed)?$", RegexOptions.CultureInvariant)]
    public static partial Regex Loop { get; }

    [GeneratedRegex(@"^([A-Za-z_]\w*)\s*=\s*(.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    public static partial Regex Assignment { get; }

    [GeneratedRegex(@"\{%-?\s*endcomment\s*-?%\}", RegexOptions.CultureInvariant)]
    public static partial Regex EndOfComment { get; }
}
