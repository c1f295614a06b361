using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PhoneNumbers;

namespace Sms;

/// <summary>A phone number read: E.164 and its country, or why it is refused, in words for the person who typed it.</summary>
internal readonly record struct PhoneReading
{
    private PhoneReading(string? e164, string? country, string? refusal) => (E164, Country, Refusal) = (e164, country, refusal);

    public string? E164 { get; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; }
    public string? Refusal { get; }

    [MemberNotNullWhen(true, nameof(E164), nameof(Country)), MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => E164 is not null;

    public static PhoneReading Accepted(string e164, string country) => new(e164, country, null);
    public static PhoneReading Refused(string reason) => new(null, null, reason);
}

/// <summary>
/// Reads phone numbers as people type them, by the metadata of libphonenumber. Thread-safe. Refused is what surely cannot take a text: premium-rate,
/// shared-cost, voicemail, pager and company-wide numbers, and landlines in countries that number them apart; North America does not.
/// </summary>
internal static class PhoneReader
{
    // The longest E.164 number with room for decoration; what is longer is not a number, and not worth a regular expression.
    private const int MaxTyped = 50;
    private const int MaxE164 = 16;

    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();
    private static readonly FrozenSet<string> Regions = Util.GetSupportedRegions().ToFrozenSet();

    /// <param name="defaultRegion">ISO 3166-1 alpha-2: where numbers without a country code belong; null: they are refused.</param>
    public static PhoneReading Read(string? typed, string? defaultRegion = null)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return PhoneReading.Refused("There is no number");
        if (typed.Length > MaxTyped)
            return PhoneReading.Refused("Too long for a phone number");
        var region = string.IsNullOrWhiteSpace(defaultRegion) ? null : defaultRegion.Trim().ToUpperInvariant();
        if (region is not null && !Regions.Contains(region))
            return PhoneReading.Refused($"'{defaultRegion}' is not a country's two-letter code");
        return NorthAmerica.TryRead(typed, region, out var reading) ? reading : ReadAnywhere(typed, region);
    }

    /// <summary>The same by the library alone.</summary>
    internal static PhoneReading ReadAnywhere(string typed, string? region)
    {
        var text = International(typed);
        PhoneNumber number;
        try
        {
            number = Util.Parse(text, region);
        }
        catch (NumberParseException unreadable)
        {
            return PhoneReading.Refused(Reason(unreadable.ErrorType, hasCountry: region is not null || text.AsSpan().TrimStart().StartsWith('+')));
        }
        return number.HasExtension ? PhoneReading.Refused("A number with an extension cannot take texts") : Judge(number);
    }

    private static PhoneReading Judge(PhoneNumber number)
    {
        var country = Util.GetRegionCodeForNumber(number);
        // An unknown type is the library's word for an invalid number; asking for both would look everything up twice.
        var type = country is null or "001" ? PhoneNumberType.UNKNOWN : Util.GetNumberType(number);
        if (country is null || type == PhoneNumberType.UNKNOWN)
            return PhoneReading.Refused(Reason(number));
        if (NotTextable(type) is { } kind) return PhoneReading.Refused($"{kind} number, which cannot take texts");
        // The library knows free-phone numbers that are dialled with more digits than E.164 has: no provider takes one.
        var e164 = Util.Format(number, PhoneNumberFormat.E164);
        return e164.Length > MaxE164 ? PhoneReading.Refused("Too long for a phone number") : PhoneReading.Accepted(e164, country);
    }

    private static string? NotTextable(PhoneNumberType type) => type switch
    {
        PhoneNumberType.FIXED_LINE => "A landline",
        PhoneNumberType.PREMIUM_RATE => "A premium-rate",
        PhoneNumberType.SHARED_COST => "A shared-cost",
        PhoneNumberType.UAN => "A company-wide",
        PhoneNumberType.VOICEMAIL => "A voicemail",
        PhoneNumberType.PAGER => "A pager's",
        _ => null,
    };

    // Most of the world dials 00 for what is written '+'. Only a '+' tells the library so without knowing where the typist sits.
    private static string International(string typed)
    {
        var trimmed = typed.AsSpan().Trim();
        var folded = trimmed.ContainsAnyInRange('\uFF01', '\uFF5E') ? typed.Normalize(NormalizationForm.FormKC).AsSpan().Trim() : trimmed;
        return folded.StartsWith("00") ? $"+{folded[2..]}" : folded.Length == typed.Length ? typed : folded.ToString();
    }

    private static string Reason(PhoneNumber number) => Util.IsPossibleNumberWithReason(number) switch
    {
        PhoneNumberUtil.ValidationResult.TOO_SHORT => "Too short for a phone number",
        PhoneNumberUtil.ValidationResult.TOO_LONG => "Too long for a phone number",
        PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE => "There is no such country code",
        _ => $"Not a valid number for {Util.GetRegionCodeForCountryCode(number.CountryCode)}",
    };

    private static string Reason(ErrorType error, bool hasCountry) => error switch
    {
        ErrorType.INVALID_COUNTRY_CODE when !hasCountry => "No country: it starts neither with '+' nor '00', and no default region is set",
        ErrorType.INVALID_COUNTRY_CODE => "There is no such country code",
        ErrorType.TOO_SHORT_AFTER_IDD or ErrorType.TOO_SHORT_NSN => "Too short for a phone number",
        ErrorType.TOO_LONG => "Too long for a phone number",
        _ => "Not a phone number",
    };
}
