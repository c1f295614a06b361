using System.Text.Json;

namespace Sms;

/// <summary>What a profile says about where its person lives.</summary>
internal static class ProfileLocation
{
    /// <param name="attributes">A JSON object, see <see cref="Profile.Attributes"/>. Most say nothing, and are not parsed.</param>
    public static (string? Zone, string? Region) Read(string attributes)
    {
        if (!attributes.Contains("\"location\"", StringComparison.Ordinal)) return default;
        using var json = JsonDocument.Parse(attributes);
        if (!json.RootElement.TryGetProperty("location", out var location) || location.ValueKind != JsonValueKind.Object) return default;
        return (Text(location, "timezone"), Text(location, "region"));
    }

    private static string? Text(JsonElement location, string name) =>
        location.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
