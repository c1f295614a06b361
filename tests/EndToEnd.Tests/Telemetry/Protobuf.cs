using System.Text;

namespace Sms.EndToEnd;

/// <summary>As much of the wire format as it takes to walk a message by field numbers (protobuf.dev/programming-guides/encoding).</summary>
internal static class Protobuf
{
    /// <summary>The length-delimited values of a field.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int field)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            switch (key & 7)
            {
                case 0: Number(message, ref at); break;
                case 1: at += 8; break;
                case 2:
                    var length = (int)Number(message, ref at);
                    if (key >> 3 == (ulong)field) yield return message.Slice(at, length);
                    at += length;
                    break;
                case 5: at += 4; break;
                default: throw new FormatException($"Wire type {key & 7} at {at} of {message.Length}");
            }
        }
    }

    public static string? Text(ReadOnlyMemory<byte> message, int field) =>
        Messages(message, field).Select(value => Encoding.UTF8.GetString(value.Span)).FirstOrDefault();

    public static string? Hex(ReadOnlyMemory<byte> message, int field) =>
        Messages(message, field).Where(value => value.Length > 0).Select(value => Convert.ToHexStringLower(value.Span)).FirstOrDefault();

    private static ulong Number(ReadOnlyMemory<byte> message, ref int at)
    {
        var (number, shift) = (0UL, 0);
        byte part;
        do
        {
            part = message.Span[at++];
            number |= (ulong)(part & 0x7f) << shift;
            shift += 7;
        }
        while ((part & 0x80) != 0);
        return number;
    }
}
