using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sms;

/// <summary>
/// Joins a patch into stored attributes: key by key at the top level and below <c>properties</c> and <c>location</c>; a JSON null clears a key.
/// </summary>
internal static class AttributeMerge
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The stored text itself when the patch changes nothing.</summary>
    public static string Join(string stored, string? patch)
    {
        if (patch is null or "{}") return stored;
        var into = JsonNode.Parse(stored)!.AsObject();
        var before = into.ToJsonString(Readable);
        Join(into, JsonNode.Parse(patch)!.AsObject(), deeper: true);
        var after = into.ToJsonString(Readable);
        return after == before ? stored : after;
    }

    private static void Join(JsonObject into, JsonObject patch, bool deeper)
    {
        foreach (var (key, value) in patch.ToList())
        {
            if (value is null)
            {
                into.Remove(key);
            }
            else if (deeper && key is ("properties" or "location") && value is JsonObject more)
            {
                if (into[key] is not JsonObject below) into[key] = below = [];
                Join(below, more, deeper: false);
            }
            else
            {
                patch.Remove(key);
                into[key] = value;
            }
        }
    }
}
