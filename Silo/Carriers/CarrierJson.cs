using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>Answers of providers that are read field by field, and bodies for them.</summary>
[JsonSerializable(typeof(JsonDocument))]
internal sealed partial class CarrierJson : JsonSerializerContext
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Plain)) content(writer);
        return buffer.WrittenMemory;
    }
}
