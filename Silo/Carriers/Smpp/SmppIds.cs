using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>How a provider writes its ids, in answers or in receipts.</summary>
internal enum SmppIdBase
{
    /// <summary>As a text that is the same in both.</summary>
    Text,
    Hex,
    Decimal,
}

/// <summary>
/// The provider's ids of messages. Many write them otherwise in receipts than in answers: in another base, with zeros in front, in other letters. Both are made
/// into one before they are compared or stored.
/// </summary>
internal static class SmppIds
{
    private const int Longest = 64;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Null for what cannot be an id: empty, too long, or with characters that are not printed.</summary>
    public static string? Canonical(string? id, SmppIdBase writtenIn)
    {
        if (id is not { Length: > 0 and <= Longest } || id.AsSpan().ContainsAnyExceptInRange('!', '~')) return null;
        var isHex = !id.AsSpan().ContainsAnyExcept(Hexadecimal);
        // A number in whatever base; as a decimal one it has no letters and no zeros in front.
        if (writtenIn is SmppIdBase.Hex && isHex && UInt128.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            return number.ToString(CultureInfo.InvariantCulture);
        // Ids with letters beyond f may tell them apart by case.
        if (!isHex) return id;
        var bare = id.TrimStart('0').ToLowerInvariant();
        return bare.Length == 0 ? "0" : bare;
    }

    /// <summary>A name for what must not be stored as it is: it holds numbers of people.</summary>
    public static string Hidden(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 16));
}
