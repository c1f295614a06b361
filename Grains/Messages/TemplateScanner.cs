using System.Text;

namespace Sms;

/// <summary>A piece of a template that needs no engine: a text, or a variable with the text that stands in for it.</summary>
internal sealed record TemplatePart(string? Text, string[] Path, string? Default)
{
    public string Name => string.Join('.', Path);
}

/// <summary>A template read and found harmless.</summary>
/// <param name="Parts">Set when the template is nothing but texts and plain variables.</param>
/// <param name="Source">The template for the engine, in which every filter is one we chose and every output must come to something.</param>
internal sealed record ScannedTemplate(IReadOnlyList<TemplatePart>? Parts, string Source);

/// <summary>A template that may not run; the message says why to the person who wrote it.</summary>
internal sealed class TemplateRefused(string message) : Exception(message);

/// <summary>
/// Reads a template once, letting through what <see cref="TemplateGrammar"/> names and rewriting it for the engine. The engine itself is lenient: it
/// drops what it cannot read, and has no bound for memory.
/// </summary>
internal sealed class TemplateScanner(string body)
{
    private readonly StringBuilder source = new();
    private readonly List<TemplatePart> parts = [];
    private bool plain = true;
    private int loops;

    /// <exception cref="TemplateRefused">It is not a template we run.</exception>
    public ScannedTemplate Scan()
    {
        var at = 0;
        while (NextOpening(at) is var open and >= 0)
        {
            Text(body[at..open]);
            var isTag = body[open + 1] == '%';
            var close = Closing(open + 2, isTag ? '%' : '}');
            var markup = body[(open + 2)..close];
            at = close + 2;
            if (isTag)
                at = Tag(markup, at);
            else
                Output(markup);
        }
        Text(body[at..]);
        return new ScannedTemplate(plain ? parts : null, source.ToString());
    }

    private int NextOpening(int from)
    {
        for (var at = body.IndexOf('{', from); at >= 0 && at + 1 < body.Length; at = body.IndexOf('{', at + 1))
            if (body[at + 1] is '{' or '%')
                return at;
        return -1;
    }

    // Quotes hide what they hold; an opening inside another one is a mistake the engine would silently swallow.
    private int Closing(int from, char first)
    {
        var opening = first == '%' ? "{%" : "{{";
        char? quote = null;
        for (var i = from; i < body.Length; i++)
        {
            if (quote is not null)
                quote = body[i] == quote ? null : quote;
            else if (body[i] is '\'' or '"')
                quote = body[i];
            else if (body[i] == first && i + 1 < body.Length && body[i + 1] == '}')
                return i;
            else if (body[i] == '{')
                throw new TemplateRefused($"'{opening}' holds another '{{': {Excerpt(from - 2)}");
        }
        throw new TemplateRefused(quote is null
            ? $"'{opening}' is not closed: {Excerpt(from - 2)}" : $"A quote inside '{opening}' is not closed: {Excerpt(from - 2)}");
    }

    private string Excerpt(int from) => body.Substring(from, Math.Min(40, body.Length - from));

    private void Text(string text)
    {
        if (text.Length == 0)
            return;
        source.Append(text);
        parts.Add(new TemplatePart(text, [], null));
    }

    private void Output(string markup)
    {
        var (before, expression, after) = Trim(markup);
        var filtered = new TemplateExpression(expression);
        plain &= before.Length + after.Length == 0 && filtered.IsPlain;
        if (filtered.IsPlain)
            parts.Add(new TemplatePart(null, filtered.Operand.Split('.'), filtered.Default));
        source.Append("{{").Append(before).Append(' ').Append(filtered.ForEngine(printed: true)).Append(' ').Append(after).Append("}}");
    }

    // Returns where reading goes on: a comment is skipped whole.
    private int Tag(string markup, int next)
    {
        plain = false;
        var (before, inner, after) = Trim(markup);
        var match = TemplateGrammar.Tag.Match(inner);
        if (!match.Success)
            throw new TemplateRefused($"The tag cannot be read: {{%{markup}%}}");
        var (name, rest) = (match.Groups[1].Value, match.Groups[2].Value.Trim());
        switch (name)
        {
            case "if" or "elsif" or "unless" or "case" or "when":
                Condition(name, rest);
                break;
            case "else" or "endif" or "endunless" or "endcase" when rest.Length == 0:
                break;
            case "for":
                if (!TemplateGrammar.Loop.IsMatch(rest))
                    throw new TemplateRefused($"A loop goes over a variable, as in {{% for item in properties.items %}}: {rest}");
                if (++loops > 1)
                    throw new TemplateRefused("A loop may not hold another loop");
                break;
            case "endfor" when rest.Length == 0:
                loops--;
                break;
            case "assign":
                rest = Assignment(rest);
                break;
            case "comment" when rest.Length == 0:
                var end = TemplateGrammar.EndOfComment.Match(body, next);
                return end.Success ? end.Index + end.Length : throw new TemplateRefused("A comment is not closed by {% endcomment %}");
            default:
                throw new TemplateRefused($"'{name}' is not a tag of a text message's template; there are if, unless, case, for, assign and comment");
        }
        source.Append("{%").Append(before).Append(' ').Append(name).Append(' ').Append(rest).Append(' ').Append(after).Append("%}");
        return next;
    }

    private static void Condition(string name, string rest)
    {
        if (rest.Length == 0)
            throw new TemplateRefused($"'{name}' has no condition");
        var bare = TemplateExpression.WithoutQuoted(rest);
        if (bare.AsSpan().ContainsAny('|', '(', ')') || bare.Contains("..", StringComparison.Ordinal))
            throw new TemplateRefused($"A condition compares variables, texts and numbers, without filters or ranges: {rest}");
    }

    private static string Assignment(string rest)
    {
        var match = TemplateGrammar.Assignment.Match(rest);
        return match.Success
            ? $"{match.Groups[1].Value} = {new TemplateExpression(match.Groups[2].Value.Trim()).ForEngine(printed: false)}"
            : throw new TemplateRefused($"'assign' needs a name and a value: {rest}");
    }

    private static (string Before, string Inner, string After) Trim(string markup)
    {
        var before = markup.StartsWith('-') ? "-" : "";
        var after = markup.Length > 1 && markup.EndsWith('-') ? "-" : "";
        return (before, markup[before.Length..^after.Length].Trim(), after);
    }
}
