using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>Values of any shape that every database can keep, and ask about.</summary>
internal sealed class PlainElementConverter : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = JsonElement.ParseValue(ref reader);
        try
        {
            Check(value);
        }
        catch (InvalidOperationException)
        {
            throw UnfitJsonException.HalfPair();
        }

        return value;
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    private static void Check(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var property in value.EnumerateObject())
                {
                    if (!names.Add(UnfitJsonException.Check(property.Name))) throw new UnfitJsonException($"The name {property.Name} is given twice.");
                    Check(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Check(item);
                break;
            case JsonValueKind.String:
                UnfitJsonException.Check(value.GetString()!);
                break;
            case JsonValueKind.Number:
                if (!value.TryGetDouble(out var number) || !double.IsFinite(number)) throw new UnfitJsonException("A number is too large for a double.");
                break;
        }
    }
}
