using System.Buffers;

namespace Sms;

/// <summary>The text form of a ULID: 26 characters of Crockford's base32, upper case (https://github.com/ulid/spec).</summary>
public static class UlidText
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

    public static bool IsUlid(this ReadOnlySpan<char> text) => text.Length == 26 && text[0] <= '7' && !text.ContainsAnyExcept(Alphabet);
}
