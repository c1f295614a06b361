using System.Text.Json.Nodes;

namespace Sms;

/// <summary>
/// <c>fields[profile]=email,location.city</c>: of the resources of a type only these attributes are answered. A name with dots keeps a part
/// of a nested attribute.
/// </summary>
internal sealed class SparseFields
{
    private readonly Dictionary<string, string[]> byType = new(StringComparer.Ordinal);

    /// <summary>Null when the request names no fields, which is the usual case.</summary>
    public static SparseFields? Read(IQueryCollection query)
    {
        SparseFields? fields = null;
        foreach (var (name, values) in query)
        {
            if (!name.StartsWith("fields[", StringComparison.Ordinal) || !name.EndsWith(']')) continue;
            fields ??= new SparseFields();
            fields.byType[name[7..^1]] =
                [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        }
        return fields;
    }

    public JsonNode Cut(JsonNode document)
    {
        Each(document["data"], CutResource);
        Each(document["included"], CutResource);
        return document;
    }

    private static void Each(JsonNode? node, Action<JsonObject> cut)
    {
        if (node is JsonObject one) cut(one);
        if (node is JsonArray many)
            foreach (var item in many.OfType<JsonObject>()) cut(item);
    }

    private void CutResource(JsonObject resource)
    {
        if (resource["type"]?.GetValue<string>() is { } type && byType.TryGetValue(type, out var names) && resource["attributes"] is JsonObject attributes)
            Keep(attributes, "", names);
    }

    private static void Keep(JsonObject node, string prefix, string[] names)
    {
        foreach (var (key, value) in node.ToArray())
        {
            var path = prefix + key;
            if (names.Contains(path, StringComparer.Ordinal)) continue;
            var below = path + ".";
            if (value is JsonObject nested && names.Any(name => name.StartsWith(below, StringComparison.Ordinal))) Keep(nested, below, names);
            else node.Remove(key);
        }
    }
}
