using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>What is kept of a receipt that moved nothing beside its columns, as JSON.</summary>
internal sealed record ReceiptDetail(StepDecision Decision, string? Source = null, string? VendorCode = null)
{
    /// <summary>Older rows have none: nobody noted why.</summary>
    public static ReceiptDetail Read(string? text) =>
        text is null ? new ReceiptDetail(StepDecision.Duplicate) : JsonSerializer.Deserialize(text, ReceiptDetailJson.Default.ReceiptDetail)!;

    public string Write() => JsonSerializer.Serialize(this, ReceiptDetailJson.Default.ReceiptDetail);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReceiptDetail))]
internal sealed partial class ReceiptDetailJson : JsonSerializerContext;
