using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>How the public contract is spelled: snake_case, and text as it is.</summary>
internal static class ApiJson
{
    public const string MediaType = "application/vnd.api+json";

    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        // The default escapes '+' and every letter beyond ASCII, for the sake of answers pasted into HTML. Ours are never HTML (nosniff).
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = 32;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new PlainTextConverter());
        options.Converters.Add(new PlainElementConverter());
        return options;
    }

    /// <summary>The JSON pointer (RFC 6901) of a serializer's path: <c>$.data.attributes['a b'][2]</c> is <c>/data/attributes/a b/2</c>.</summary>
    public static string Pointer(string? path)
    {
        if (string.IsNullOrEmpty(path) || path == "$") return "/";
        var pointer = new System.Text.StringBuilder();
        for (var i = 1; i < path.Length;)
        {
            var (start, end, next) = path[i] switch
            {
                '.' => Until(path, i + 1, ".["),
                '[' when i + 1 < path.Length && path[i + 1] == '\'' => Quoted(path, i + 2),
                _ => Bracketed(path, i + 1),
            };
            pointer.Append('/').Append(path[start..end].Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            i = next;
        }
        return pointer.ToString();
    }

    private static (int Start, int End, int Next) Until(string path, int start, string stops)
    {
        var end = path.AsSpan(start).IndexOfAny(stops);
        end = end < 0 ? path.Length : start + end;
        return (start, end, end);
    }

    private static (int Start, int End, int Next) Quoted(string path, int start)
    {
        var end = path.IndexOf("']", start, StringComparison.Ordinal);
        return end < 0 ? (start, path.Length, path.Length) : (start, end, end + 2);
    }

    private static (int Start, int End, int Next) Bracketed(string path, int start)
    {
        var end = path.IndexOf(']', start);
        return end < 0 ? (start, path.Length, path.Length) : (start, end, end + 1);
    }
}
