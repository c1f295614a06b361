using System.Text;

namespace Sms;

/// <summary>
/// Reads a <c>filter</c>: <c>equals(a,"b"),and(less-than(t,2026-01-01T00:00:00Z),any(c,["x","y"]))</c>. All conditions of a list and of
/// <c>and(…)</c> must hold, so the result is flat.
/// <code>
/// filter    = condition *( "," condition )
/// condition = "and(" filter ")" / operator "(" value [ "," operand ] ")"
/// operand   = value / "[" [ value *( "," value ) ] "]"
/// value     = quoted with " or ' and \ before a quote, or bare up to the next , ) or ]
/// </code>
/// </summary>
internal ref struct FilterParser
{
    private const int Longest = 8_000;
    private const int Deepest = 8;
    private const int Most = 100;

    private readonly ReadOnlySpan<char> text;
    private readonly List<FilterCondition> found = [];
    private int at;

    private FilterParser(ReadOnlySpan<char> text) => this.text = text;

    /// <exception cref="FormatException">Not a filter; the message says what was expected, and where.</exception>
    public static IReadOnlyList<FilterCondition> Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter)) return [];
        if (filter.Length > Longest) throw new FormatException($"A filter has at most {Longest} characters.");
        // PostgreSQL's texts cannot hold it, so nothing is equal to it.
        if (filter.Contains('\0', StringComparison.Ordinal)) throw new FormatException("A filter may not contain the character U+0000.");
        var parser = new FilterParser(filter);
        parser.List(0);
        if (parser.at < parser.text.Length) throw parser.Expected("',' or the end");
        return parser.found;
    }

    private void List(int depth)
    {
        if (depth > Deepest) throw new FormatException($"and(…) is nested at most {Deepest} times.");
        do Condition(depth); while (Take(','));
    }

    private void Condition(int depth)
    {
        SkipBlanks();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterLower(text[at]) || text[at] == '-')) at++;
        if (start == at) throw Expected("an operator");
        var name = text[start..at].ToString();
        Require('(');
        if (name == "and") List(depth + 1);
        else Compare(name);
        Require(')');
    }

    private void Compare(string name)
    {
        var field = Value();
        var values = new List<string>();
        if (Take(','))
        {
            if (Take('['))
            {
                if (!Take(']'))
                {
                    do values.Add(Value()); while (Take(','));
                    Require(']');
                }
            }
            else
            {
                values.Add(Value());
            }
        }
        if (found.Count == Most) throw new FormatException($"A filter has at most {Most} conditions.");
        found.Add(new FilterCondition(name, field, values));
    }

    private string Value()
    {
        SkipBlanks();
        if (at < text.Length && text[at] is '"' or '\'') return Quoted(text[at++]);
        var start = at;
        while (at < text.Length && text[at] is not (',' or ')' or '(' or ']' or '[' or '"')) at++;
        var bare = text[start..at].Trim();
        return bare.IsEmpty ? throw Expected("a value") : bare.ToString();
    }

    private string Quoted(char quote)
    {
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                at++;
                return value.ToString();
            }
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\'' or '\\') at++;
            value.Append(text[at]);
        }
        throw Expected("the closing " + quote);
    }

    private bool Take(char wanted)
    {
        SkipBlanks();
        if (at >= text.Length || text[at] != wanted) return false;
        at++;
        return true;
    }

    private void Require(char wanted)
    {
        if (!Take(wanted)) throw Expected($"'{wanted}'");
    }

    private void SkipBlanks()
    {
        while (at < text.Length && text[at] == ' ') at++;
    }

    private readonly FormatException Expected(string what) => new($"Expected {what} at character {at + 1}.");
}
