using System.Collections.Frozen;
using System.Text.Json;

namespace Sms;

/// <summary>What a Skipped event says beside the columns: the reason, and in words what in particular.</summary>
internal static class SkipDetail
{
    private static readonly FrozenDictionary<SkipReason, string> Plain =
        Enum.GetValues<SkipReason>().ToFrozenDictionary(reason => reason, reason => $$"""{"reason":"{{reason}}"}""");

    public static string Write(SkipReason reason, string? detail) => detail is null
        ? Plain[reason]
        : JsonSerializer.Serialize(new Dictionary<string, string> { ["reason"] = reason.ToString(), ["detail"] = detail });

    /// <summary>What in particular, in words; null when the reason says it all.</summary>
    public static string? ReadWords(string? detail)
    {
        if (detail is null) return null;
        using var json = JsonDocument.Parse(detail);
        return json.RootElement.TryGetProperty("detail", out var words) ? words.GetString() : null;
    }

    public static SkipReason Read(string? detail)
    {
        if (detail is null) return SkipReason.None;
        using var json = JsonDocument.Parse(detail);
        return Enum.TryParse<SkipReason>(json.RootElement.GetProperty("reason").GetString(), out var reason) ? reason : SkipReason.None;
    }
}
