using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A text of a request that may be absent (leave it), null (clear it) or set.</summary>
[JsonConverter(typeof(GivenConverter))]
public readonly record struct Given(bool IsGiven, string? Value);

internal sealed class GivenConverter : JsonConverter<Given>
{
    public override bool HandleNull => true;

    public override Given Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => new Given(true, null),
        JsonTokenType.String => new Given(true, PlainTextConverter.Read(ref reader)),
        // Without a message of its own, so that the serializer adds the path.
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, Given value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
