using System.Text;
using System.Text.Json.Nodes;

namespace Sms.EndToEnd;

/// <summary>
/// Nonsense for every operation of the API's own description: each request follows from its number, so a bad one can be made again. Bodies begin as what the
/// schema asks for and are then broken in one place or several.
/// </summary>
internal sealed class BadRequests
{
    /// <summary>Values that have broken somebody's parser.</summary>
    public static readonly string[] Nasty =
    [
        "", " ", "null", "undefined", "0", "-1", "1e400", "NaN", "99999999999999999999", "true", "%00", "%0d%0aX-Injected: 1", "../../etc/passwd", "' or 1=1 --", "\"", "\\", "{{7*7}}",
        "<script>alert(1)</script>", "\u202Eabc", "👍🏽‍♀️", "\uFFFF", "\0", "a\0b", "equals(", "and(and(and(", "equals(id,\"\\", "any(id,[", "greater-than(datetime,2026-13-45T99:99:99Z)", "2026-02-30",
        "01HZZZZZZZZZZZZZZZZZZZZZZZ", "zzzzzzzzzzzzzzzzzzzzzzzzzz", "+14155550123", "-name", "profile,list,,", "aHR0cDovLw", "http://[::1]:99999/?page[cursor]=x", new('9', 400), new('(', 900), new('é', 300),
    ];

    private static readonly string[] Types = ["application/json", "application/vnd.api+json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded"];

    private readonly JsonObject document;
    private readonly string[] values;
    private readonly List<(string Path, string Method, JsonObject Operation)> operations = [];

    public BadRequests(JsonObject openApi, string[] values)
    {
        (document, this.values) = (openApi, values);
        foreach (var (path, item) in openApi["paths"]!.AsObject())
            foreach (var (method, operation) in item!.AsObject())
                if (method is "get" or "post" or "patch" or "put" or "delete" && !path.Contains("/live", StringComparison.Ordinal)) operations.Add((path, method, operation!.AsObject()));
    }

    public int Operations => operations.Count;

    public HttpRequestMessage Make(int number)
    {
        var dice = new Random(number);
        var (path, method, operation) = operations[number % operations.Count];
        var query = new StringBuilder();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = (string)parameter!["name"]!;
            var value = Uri.EscapeDataString(Value(dice));
            if ((string?)parameter["in"] == "path") path = path.Replace("{" + name + "}", value.Length == 0 ? "x" : value, StringComparison.Ordinal);
            else if ((string?)parameter["in"] == "query" && dice.Next(2) == 0) query.Append(query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(value);
        }
        // What the description leaves out of the path's parameters is nonsense too.
        while (path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open) path = path[..open] + Uri.EscapeDataString(Value(dice)) + path[(path.IndexOf('}', open) + 1)..];
        var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path + query);
        if (method is "get") return request;
        var body = operation["requestBody"]?["content"]?.AsObject().FirstOrDefault().Value?["schema"] is { } schema ? Body(schema, dice) : Value(dice);
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", dice.Next(10) == 0 ? Types[dice.Next(Types.Length)] : Types[1]);
        return request;
    }

    private string Value(Random dice) => values[dice.Next(values.Length)];

    private string Body(JsonNode schema, Random dice)
    {
        var text = (Build(schema, dice, 0) ?? JsonValue.Create("x")).ToJsonString();
        for (var cuts = dice.Next(4); cuts > 0; cuts--)
        {
            var at = dice.Next(text.Length + 1);
            text = dice.Next(6) switch
            {
                0 => text[..at],
                1 => text[..at] + Value(dice) + text[at..],
                2 when at < text.Length => text.Remove(at, 1),
                3 => text[..at] + new string('[', dice.Next(200)) + text[at..],
                4 => text[..at] + "\\ud800" + text[at..],
                _ => text,
            };
        }
        return text;
    }

    /// <summary>What the schema asks for, now and then of another type.</summary>
    private JsonNode? Build(JsonNode schema, Random dice, int depth)
    {
        if ((string?)schema["$ref"] is { } reference) schema = document["components"]!["schemas"]![reference.Split('/')[^1]]!;
        if (depth > 12 || dice.Next(25) == 0) return Other(dice);
        if (schema["oneOf"]?.AsArray() is { Count: > 0 } choices) return Build(choices[dice.Next(choices.Count)]!, dice, depth + 1);
        if (schema["properties"]?.AsObject() is { } properties)
        {
            var built = new JsonObject();
            foreach (var (name, property) in properties)
                if (dice.Next(8) != 0) built[name] = Build(property!, dice, depth + 1);
            return built;
        }
        return TypeOf(schema) switch
        {
            "array" => new JsonArray([.. Enumerable.Range(0, dice.Next(3)).Select(_ => schema["items"] is { } items ? Build(items, dice, depth + 1) : Other(dice))]),
            "integer" or "number" => JsonValue.Create(dice.Next(3) == 0 ? 1e300 : dice.Next(-5, 1_000)),
            "boolean" => JsonValue.Create(dice.Next(2) == 0),
            null when dice.Next(2) == 0 => Other(dice),
            _ => JsonValue.Create(schema["enum"]?.AsArray() is { Count: > 0 } words && dice.Next(3) > 0 ? words[dice.Next(words.Count)]?.ToString() : Value(dice)),
        };
    }

    private static string? TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several.Select(type => (string?)type).FirstOrDefault(type => type != "null"),
        JsonNode one => (string?)one,
        null => null,
    };

    private JsonNode? Other(Random dice) => dice.Next(6) switch
    {
        0 => null,
        1 => JsonValue.Create(dice.NextInt64()),
        2 => new JsonArray(JsonValue.Create(1), null, new JsonObject()),
        3 => new JsonObject { ["\0"] = "\0" },
        4 => JsonValue.Create(false),
        _ => JsonValue.Create(Value(dice)),
    };
}
