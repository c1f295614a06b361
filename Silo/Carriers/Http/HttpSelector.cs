using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sms;

/// <summary>
/// Where something stands in an answer or callback: a JSON pointer (<c>/messages/0/id</c>), the name of a form field, query parameter or top-level JSON
/// property (<c>status</c>), or a regular expression over the text whose first group it is (<c>regex:id=(\w+)</c>).
/// </summary>
internal static class HttpSelector
{
    private const string RegexPrefix = "regex:";

    /// <summary>For an expression that a body makes slow: it then reads nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public static void Check(string key, string? selector, bool required, ICollection<string> wrong)
    {
        if (string.IsNullOrEmpty(selector))
        {
            if (required) wrong.Add($"{key} is missing.");
            return;
        }
        if (!selector.StartsWith(RegexPrefix, StringComparison.Ordinal)) return;
        try
        {
            if (Expression(selector).GetGroupNumbers().Length < 2) wrong.Add($"{key} has no group: what is in parentheses is read.");
        }
        catch (ArgumentException broken)
        {
            wrong.Add($"{key} is no regular expression: {broken.Message}");
        }
    }

    /// <summary>Null when it is not there.</summary>
    /// <param name="root">The body as JSON; undefined when it is none.</param>
    /// <param name="form">The body as a form, or the query.</param>
    public static string? Read(string? selector, JsonElement root, FormBody? form, string text)
    {
        if (string.IsNullOrEmpty(selector)) return null;
        if (selector.StartsWith(RegexPrefix, StringComparison.Ordinal)) return Match(selector, text);
        if (selector[0] == '/') return Pointer(root, selector);
        return root.ValueKind == JsonValueKind.Object ? root.Text(selector) : form?.One(System.Text.Encoding.UTF8.GetBytes(selector));
    }

    private static string? Match(string selector, string text)
    {
        try
        {
            return Expression(selector).Match(text) is { Success: true } match ? match.Groups[1].Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static Regex Expression(string selector) => new(selector[RegexPrefix.Length..], RegexOptions.CultureInvariant, Patience);

    /// <summary>RFC 6901.</summary>
    private static string? Pointer(JsonElement element, string pointer)
    {
        foreach (var token in pointer[1..].Split('/'))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (element.ValueKind == JsonValueKind.Object)
            {
                if (!element.TryGetProperty(name, out element)) return null;
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                if (!int.TryParse(name, System.Globalization.NumberStyles.None, null, out var index) || index >= element.GetArrayLength()) return null;
                element = element[index];
            }
            else return null;
        }
        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
    }
}
