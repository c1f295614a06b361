using System.Buffers;
using System.Buffers.Binary;

namespace Sms;

/// <summary>The text form of a ULID: 26 characters of Crockford's base32, upper case (https://github.com/ulid/spec).</summary>
public static class UlidText
{
    public const int Length = 26;

    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Letters);

    /// <summary>The first 128 bits in that form.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[Length];
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Letters[(int)(value & 31)];
            value >>= 5;
        }

        return new string(text);
    }

    /// <summary>Five bits, 0 to 31; 0 for what is no letter of it.</summary>
    public static int ValueOf(char letter) => Math.Max(0, Letters.IndexOf(letter, StringComparison.Ordinal));

    public static bool IsUlid(this ReadOnlySpan<char> text) => text.Length == Length && text[0] <= '7' && !text.ContainsAnyExcept(Alphabet);
}
