using System.Text;
using System.Text.Json;

namespace Sms;

/// <summary>
/// A JSON body as text to keep: byte for byte as it came, except that values which hold the recipient's number or the message's words are replaced.
/// </summary>
internal static class JsonBlot
{
    private const string Blot = "\"***\"";

    /// <param name="number">With or without '+'; every value that holds its digits is replaced. Null or short: none.</param>
    /// <param name="hidden">Names of properties whose values are replaced wherever they stand.</param>
    /// <exception cref="JsonException">No JSON.</exception>
    public static string Of(ReadOnlySpan<byte> body, string? number, params scoped ReadOnlySpan<string> hidden)
    {
        var digits = number?.TrimStart('+') ?? "";
        var text = new StringBuilder(body.Length);
        var reader = new Utf8JsonReader(body);
        var kept = 0;
        var hide = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                hide = IsHidden(ref reader, hidden);
                continue;
            }
            var from = (int)reader.TokenStartIndex;
            if (hide && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
            else if (!hide && !Holds(ref reader, digits)) continue;
            hide = false;
            text.Append(VendorText.Raw(body[kept..from])).Append(Blot);
            kept = (int)reader.BytesConsumed;
        }
        return text.Append(VendorText.Raw(body[kept..])).ToString();
    }

    private static bool IsHidden(ref Utf8JsonReader reader, scoped ReadOnlySpan<string> hidden)
    {
        foreach (var name in hidden)
            if (reader.ValueTextEquals(name)) return true;
        return false;
    }

    private static bool Holds(ref Utf8JsonReader reader, string digits) => digits.Length >= 3 && reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!.Contains(digits, StringComparison.Ordinal),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan).Contains(digits, StringComparison.Ordinal),
        _ => false,
    };
}
