using System.Text.RegularExpressions;

namespace Sms;

/// <summary>What a sending number is. Stored by number: append, never renumber.</summary>
public enum NumberType : byte
{
    ShortCode = 0,
    TollFree = 1,
    /// <summary>A local number; in the United States one registered for 10DLC.</summary>
    LongCode = 2,
    /// <summary>A name. Nobody can answer it.</summary>
    Alphanumeric = 3,
    /// <summary>A short code its owner chose the digits of: to carriers the same as any.</summary>
    VanityShortCode = 4,
}

/// <summary>A kind of number by its word or by its looks.</summary>
public static partial class NumberTypes
{
    /// <summary>The words, as configuration and API have them.</summary>
    public const string Words = "short_code, vanity_short_code, toll_free, long_code, alpha";

    public static NumberType? Parse(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "short_code" or "shortcode" => NumberType.ShortCode,
        "vanity_short_code" or "vanityshortcode" or "vanity" => NumberType.VanityShortCode,
        "toll_free" or "tollfree" => NumberType.TollFree,
        "long_code" or "longcode" or "10dlc" => NumberType.LongCode,
        "alpha" or "alphanumeric" => NumberType.Alphanumeric,
        _ => null,
    };

    public static string Word(this NumberType type) => type switch
    {
        NumberType.ShortCode => "short_code",
        NumberType.VanityShortCode => "vanity_short_code",
        NumberType.TollFree => "toll_free",
        NumberType.LongCode => "long_code",
        NumberType.Alphanumeric => "alpha",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A type needs a word"),
    };

    /// <summary>Null for what no carrier takes as a sender.</summary>
    public static NumberType? Of(string number) =>
        ShortCode().IsMatch(number) ? NumberType.ShortCode
        : NorthAmericanTollFree().IsMatch(number) ? NumberType.TollFree
        : E164().IsMatch(number) ? NumberType.LongCode
        : Alphanumeric().IsMatch(number) ? NumberType.Alphanumeric
        : null;

    /// <summary>Whether a number of this type can look so. Other countries' toll-free numbers are not told from their looks.</summary>
    public static bool Fits(this NumberType type, string number) => type switch
    {
        NumberType.ShortCode or NumberType.VanityShortCode => ShortCode().IsMatch(number),
        NumberType.TollFree or NumberType.LongCode => E164().IsMatch(number),
        _ => Alphanumeric().IsMatch(number),
    };

    /// <summary>What a number of this type looks like, for people.</summary>
    public static string Shape(this NumberType type) => type switch
    {
        NumberType.ShortCode or NumberType.VanityShortCode => "3 to 8 digits",
        NumberType.TollFree or NumberType.LongCode => "a number in E.164, for instance +18005550100",
        _ => "1 to 11 letters, digits and spaces, with at least one letter",
    };

    [GeneratedRegex(@"^[0-9]{3,8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShortCode();

    [GeneratedRegex(@"^\+1(800|833|844|855|866|877|888)[0-9]{7}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NorthAmericanTollFree();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex E164();

    [GeneratedRegex(@"^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Alphanumeric();
}
