using System.Text.RegularExpressions;

namespace Sms;

/// <summary>What a sending number is, by its configured word or by its looks.</summary>
internal static partial class SendingNumberTypes
{
    public static NumberType? Parse(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "short_code" or "shortcode" => NumberType.ShortCode,
        "toll_free" or "tollfree" => NumberType.TollFree,
        "long_code" or "longcode" => NumberType.LongCode,
        "alpha" or "alphanumeric" => NumberType.Alphanumeric,
        _ => null,
    };

    /// <summary>Null for what no carrier takes as a sender.</summary>
    public static NumberType? Of(string number) =>
        ShortCode().IsMatch(number) ? NumberType.ShortCode
        : NorthAmericanTollFree().IsMatch(number) ? NumberType.TollFree
        : E164().IsMatch(number) ? NumberType.LongCode
        : Alphanumeric().IsMatch(number) ? NumberType.Alphanumeric
        : null;

    [GeneratedRegex(@"^\d{3,8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShortCode();

    [GeneratedRegex(@"^\+1(800|833|844|855|866|877|888)\d{7}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NorthAmericanTollFree();

    [GeneratedRegex(@"^\+[1-9]\d{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex E164();

    [GeneratedRegex(@"^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Alphanumeric();
}
