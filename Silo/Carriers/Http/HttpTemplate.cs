using System.Globalization;
using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sms;

internal enum HttpEscape { None, Url, Json, Xml }

/// <summary>
/// A text with placeholders: <c>{to}</c> and <c>{from}</c> (E.164 as we have them), <c>{to_digits}</c> and <c>{from_digits}</c> (without '+'),
/// <c>{body}</c>, <c>{id}</c> (our message id), <c>{callback}</c> (where its status callbacks go), <c>{segments}</c>, <c>{encoding}</c> (gsm7 or ucs2),
/// <c>{validity}</c> (seconds in which it may be delivered: until the recipient's quiet hours begin, at most ten hours).
/// </summary>
internal static partial class HttpTemplate
{
    private static readonly TimeSpan LongestValidity = TimeSpan.FromHours(10);

    public static IReadOnlyDictionary<string, string> Sample { get; } =
        Values(new CarrierMessage(new MessageId("01ARZ3NDEKTSV4RRFFQ69G5FAV-2611-0"), "+14155550123", "78745", "Text"), "https://example.com/x");

    public static Dictionary<string, string> Values(CarrierMessage message, string callback)
    {
        var size = SmsText.Measure(message.Body);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["to"] = message.To,
            ["to_digits"] = message.To.TrimStart('+'),
            ["from"] = message.From,
            ["from_digits"] = message.From.TrimStart('+'),
            ["body"] = message.Body,
            ["id"] = message.Id.Value,
            ["callback"] = callback,
            ["segments"] = size.Segments.ToString(CultureInfo.InvariantCulture),
            ["validity"] = Validity.Count(message.Validity < LongestValidity ? message.Validity.Value : LongestValidity, TimeSpan.FromSeconds(1), least: 1),
            ["encoding"] = size.Encoding is SmsEncoding.Ucs2 ? "ucs2" : "gsm7",
        };
    }

    public static string Fill(string template, IReadOnlyDictionary<string, string> values, HttpEscape escape) =>
        Placeholder().Replace(template, match => Escaped(values[match.Groups[1].Value], escape));

    /// <summary>Names what is no placeholder.</summary>
    public static void Check(string key, string? template, ICollection<string> wrong)
    {
        foreach (Match match in Placeholder().Matches(template ?? ""))
            if (!Sample.ContainsKey(match.Groups[1].Value)) wrong.Add($"{key}: there is no placeholder {match.Value}; there are {string.Join(", ", Sample.Keys.Select(name => $"{{{name}}}"))}.");
    }

    private static string Escaped(string value, HttpEscape escape) => escape switch
    {
        HttpEscape.Url => Uri.EscapeDataString(value),
        HttpEscape.Json => JsonEncodedText.Encode(System.Text.Encoding.UTF8.GetBytes(value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        HttpEscape.Xml => SecurityElement.Escape(value),
        _ => value,
    };

    [GeneratedRegex(@"\{([a-z_]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
