using System.Buffers.Binary;
using System.Text;

namespace Sms;

/// <summary>
/// Reads the body of a PDU, field by field in its order, then the optional ones in any. What is cut short reads as empty and sets <see cref="IsBroken"/>. Never throws.
/// </summary>
internal ref struct SmppFields(ReadOnlySpan<byte> body)
{
    private const int TagHeader = 4;

    private ReadOnlySpan<byte> rest = body;

    public bool IsBroken { get; private set; }

    public byte Byte()
    {
        if (rest.IsEmpty) return Break();
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    /// <summary>A text that ends with a NUL. Addresses and ids are ASCII; what is not is kept as Latin-1, to be refused by whoever knows what it should be.</summary>
    /// <param name="longest">With its NUL.</param>
    public string Text(int longest)
    {
        var end = rest[..Math.Min(longest, rest.Length)].IndexOf((byte)0);
        if (end < 0)
        {
            Break();
            return "";
        }
        var text = Encoding.Latin1.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return text;
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (rest.Length < count)
        {
            Break();
            return [];
        }
        var bytes = rest[..count];
        rest = rest[count..];
        return bytes;
    }

    /// <summary>The next optional parameter; false at the end. One that says it is longer than what is there ends them, too.</summary>
    public bool TryReadTag(out ushort tag, out ReadOnlySpan<byte> value)
    {
        tag = 0;
        value = default;
        if (rest.Length < TagHeader) return false;
        tag = BinaryPrimitives.ReadUInt16BigEndian(rest);
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (rest.Length - TagHeader < length)
        {
            Break();
            return false;
        }
        value = rest.Slice(TagHeader, length);
        rest = rest[(TagHeader + length)..];
        return true;
    }

    private byte Break()
    {
        IsBroken = true;
        rest = default;
        return 0;
    }
}
