using System.Text;
using System.Text.Json;

namespace Sms;

internal static class JsonTexts
{
    /// <summary>A text in whatever shape it is: half a surrogate pair becomes a replacement character instead of an exception.</summary>
    public static void WriteText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string text) => writer.WriteString(name, Encoding.UTF8.GetBytes(text));
}
