using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Sms;

/// <summary>Texts that come from outside, before they are compared, stored or logged.</summary>
internal static partial class VendorText
{
    private const int LongestWord = 64;
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>A provider's message id: short, and of characters that need no care anywhere.</summary>
    public static bool IsId(string? text) => text is { Length: > 0 and <= LongestWord } && !text.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>A vendor's word as it may be stored and logged: short, and without control characters (a database text holds no NUL).</summary>
    public static string Word(string text)
    {
        var word = new StringBuilder(text, 0, Math.Min(text.Length, LongestWord), LongestWord);
        for (var i = 0; i < word.Length; i++)
            if (char.IsControl(word[i]) || char.IsSurrogate(word[i])) word[i] = '\uFFFD';
        return word.ToString();
    }

    /// <summary>
    /// A sentence of the vendor's as it may be stored and logged. Vendors like to repeat the number they object to ("The 'To' number +15005550001 is not …"), and a
    /// phone number belongs in the subscriber's row alone.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? WithoutNumbers(string? text) => text is null ? null : PhoneNumber().Replace(text, "(number)");

    /// <summary>A body as text. A raw NUL cannot be stored.</summary>
    public static string Raw(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');

    /// <summary>Equal, told in a time that depends on the lengths alone.</summary>
    public static bool Same(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    /// <summary>Seven digits or more, with what people put between them. Error codes are shorter, and ids have letters.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9])\+?\(?[0-9](?:[ ().-]{0,2}[0-9]){6,}(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();
}
