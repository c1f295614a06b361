using System.Text.Json;

namespace Sms;

/// <summary>JSON from outside: one object, no name twice, no deeper than anybody needs.</summary>
internal static class CallbackJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>What <paramref name="read"/> makes of the object; null for anything else, and for texts that are no Unicode.</summary>
    public static ReceiptFields? Read(byte[] body, Func<JsonElement, ReceiptFields?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string whose escapes are no Unicode.
            return null;
        }
    }

    /// <summary>A text or number; null for anything else and when absent.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    /// <summary>The first element of an array property; undefined when there is none.</summary>
    public static JsonElement First(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? list[0]
            : default;

    public static JsonElement Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : default;
}
