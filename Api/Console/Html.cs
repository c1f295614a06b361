using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Sms;

/// <summary>
/// Markup built from an interpolated string. Every hole is encoded, for text and for quoted attributes alike; only another
/// <see cref="Html"/> goes in as it is. A campaign's name therefore cannot become markup by forgetting something.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Html(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing at all.</summary>
    public static Html None => default;

    private readonly StringBuilder text = new(literalLength + formattedCount * 24);

    public void AppendLiteral(string markup) => text.Append(markup);

    public void AppendFormatted(string? value) => text.Append(Encoder.Encode(value ?? ""));

    public void AppendFormatted(Html inner) => text.Append(inner.text);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts) text.Append(part.text);
    }

    public override string ToString() => text?.ToString() ?? "";
}
