using System.Buffers;
using System.Buffers.Binary;

namespace Sms;

/// <summary>The text form of a ULID: 26 characters of Crockford's base32, upper case (https://github.com/ulid/spec).</summary>
public static class UlidText
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

    /// <summary>The first 128 bits in that form.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[26];
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Letters[(int)(value & 31)];
            value >>= 5;
        }

        return new string(text);
    }

    public static bool IsUlid(this ReadOnlySpan<char> text) => text.Length == 26 && text[0] <= '7' && !text.ContainsAnyExcept(Alphabet);
}
