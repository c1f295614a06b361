using System.Text.Json;

namespace Sms;

/// <summary>
/// Well-formed JSON that not every database can keep or ask about: U+0000 or half a surrogate pair in a text, a name that is given twice, a number beyond a double.
/// One such property in one person's document would end every question that reads it.
/// </summary>
internal sealed class UnfitJsonException(string why) : JsonException(why)
{
    /// <exception cref="UnfitJsonException">The text cannot be kept.</exception>
    public static string Check(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? throw new UnfitJsonException("A text may not contain the character U+0000.") : text;

    /// <summary>What reading a text throws for half a surrogate pair is <see cref="InvalidOperationException"/>.</summary>
    public static UnfitJsonException HalfPair() => new("A text may not contain half a surrogate pair.");
}
