using System.Text;

namespace Sms;

/// <summary>An operand and its filters, as in <c>first_name | default: 'there'</c>, spaces as one likes.</summary>
internal sealed class TemplateExpression
{
    private const int MaxFilters = 20;
    private readonly List<(string Name, List<string> Arguments)> filters = [];

    /// <exception cref="TemplateRefused">It cannot be read, or names a filter there is not.</exception>
    public TemplateExpression(string text)
    {
        var pieces = Split(text, '|');
        Operand = Checked(pieces[0]);
        foreach (var piece in pieces.Skip(1))
            filters.Add(Filter(piece));
        if (filters.Count > MaxFilters)
            throw new TemplateRefused($"More than {MaxFilters} filters in one place");
    }

    public string Operand { get; }

    /// <summary>A variable, alone or with a quoted default: no engine needed.</summary>
    public bool IsPlain =>
        TemplateGrammar.PlainPath.IsMatch(Operand) && Operand is not ("true" or "false" or "nil" or "null" or "blank" or "empty")
        && (filters.Count == 0 || filters is [("default", [['\'' or '"', ..]])]);

    public string? Default => filters is [("default", [var quoted])] ? quoted[1..^1] : null;

    /// <param name="printed">Whether it becomes text. Then coming to nothing is a failure, unless the author gave a default and so has said what then.</param>
    public string ForEngine(bool printed)
    {
        var text = new StringBuilder(Operand);
        foreach (var (name, arguments) in filters)
        {
            text.Append(" | ").Append(TemplateGrammar.Filters[name]);
            if (arguments.Count > 0)
                text.Append(": ").AppendJoin(", ", arguments);
        }
        if (printed)
            text.Append(filters.Exists(filter => filter.Name == "default") ? " | sms_printable: '" : " | sms_required: '")
                .Append(Operand.Replace("'", "", StringComparison.Ordinal)).Append('\'');
        return text.ToString();
    }

    /// <summary>The text with every quoted part emptied.</summary>
    public static string WithoutQuoted(string text)
    {
        var bare = new StringBuilder(text.Length);
        char? quote = null;
        foreach (var character in text)
        {
            if (quote is null)
                bare.Append(character);
            quote = quote is null ? character is '\'' or '"' ? character : null : character == quote ? null : quote;
        }
        return bare.ToString();
    }

    private static (string, List<string>) Filter(string piece)
    {
        var colon = piece.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? piece : piece[..colon]).Trim();
        if (!TemplateGrammar.Filters.ContainsKey(name))
            throw new TemplateRefused($"'{name}' is not a filter of a text message's template; there are {string.Join(", ", TemplateGrammar.Filters.Keys.Order())}");
        return (name, colon < 0 ? [] : Split(piece[(colon + 1)..], ',').ConvertAll(Checked));
    }

    private static string Checked(string operand)
    {
        operand = operand.Trim();
        if (operand.Length == 0)
            throw new TemplateRefused("A variable is missing between '{{' and '}}' or beside a filter");
        return TemplateGrammar.Operand.IsMatch(operand)
            ? operand : throw new TemplateRefused($"'{operand}' is not a variable, a quoted text or a number");
    }

    private static List<string> Split(string text, char separator)
    {
        var (pieces, start) = (new List<string>(), 0);
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (quote is not null)
                quote = text[i] == quote ? null : quote;
            else if (text[i] is '\'' or '"')
                quote = text[i];
            else if (text[i] == separator)
            {
                pieces.Add(text[start..i]);
                start = i + 1;
            }
        }
        pieces.Add(text[start..]);
        return pieces;
    }
}
