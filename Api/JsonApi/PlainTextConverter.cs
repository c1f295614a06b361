using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>Texts that every database can keep.</summary>
internal sealed class PlainTextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        // Without a message of its own, so that the serializer adds the path.
        reader.TokenType == JsonTokenType.String ? Read(ref reader) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <exception cref="UnfitJsonException">The text cannot be kept.</exception>
    public static string Read(ref Utf8JsonReader reader)
    {
        try
        {
            return UnfitJsonException.Check(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw UnfitJsonException.HalfPair();
        }
    }
}
