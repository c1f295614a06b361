using PhoneNumbers;

namespace Sms;

/// <summary>
/// Reads the plain North American forms, most of what is imported, without a regular expression: <c>+12025550123</c>, <c>(202) 555-0123</c> and the
/// like. Country and validity hang on the first six digits of ten, so the library is asked once for each of those and the answer kept: at most a
/// megabyte. What is anything but plainly valid is left to the library, reason and all.
/// </summary>
internal static class NorthAmerica
{
    private const byte Unasked = 0, NotPlain = byte.MaxValue;
    private const int Digits = 10;

    // A place is one byte, so threads that ask at once write the same answer.
    private static readonly byte[] Places = new byte[1_000_000];
    private static readonly string[] Countries = [.. PhoneNumberUtil.GetInstance().GetSupportedRegions()
        .Where(region => PhoneNumberUtil.GetInstance().GetCountryCodeForRegion(region) == 1).Order(StringComparer.Ordinal)];

    public static bool TryRead(string typed, string? defaultRegion, out PhoneReading reading)
    {
        reading = default;
        Span<char> e164 = ['+', '1', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0'];
        if (!TryCollect(typed, defaultRegion is "US" or "CA", e164[2..]))
            return false;
        var prefix = int.Parse(e164.Slice(2, 6), provider: null);
        var place = Places[prefix];
        if (place == Unasked)
            Places[prefix] = place = Ask(new string(e164));
        if (place == NotPlain)
            return false;
        reading = PhoneReading.Accepted(e164.SequenceEqual(typed) ? typed : new string(e164), Countries[place - 1]);
        return true;
    }

    private static byte Ask(string e164)
    {
        var reading = PhoneReader.ReadAnywhere(e164, null);
        var country = reading.IsAccepted ? Array.BinarySearch(Countries, reading.Country, StringComparer.Ordinal) : -1;
        return country < 0 ? NotPlain : (byte)(country + 1);
    }

    // Ten digits where the region says that they are American, eleven that begin with 1 there too or behind a '+'.
    private static bool TryCollect(ReadOnlySpan<char> typed, bool isHome, Span<char> digits)
    {
        typed = typed.Trim(' ');
        var isInternational = typed.StartsWith('+');
        if (isInternational)
            typed = typed[1..];
        else if (!isHome)
            return false;

        var (count, sawOne) = (0, false);
        for (var i = 0; i < typed.Length; i++)
        {
            switch (typed[i])
            {
                case '1' when count == 0 && !sawOne:
                    sawOne = true;
                    break;
                case >= '0' and <= '9' when count < Digits:
                    digits[count++] = typed[i];
                    break;
                case ' ' or '-' or '.' when i > 0:
                    break;
                case '(' when count == 0 && i + 4 < typed.Length && typed[i + 4] == ')' && !typed.Slice(i + 1, 3).ContainsAnyExceptInRange('0', '9'):
                    break;
                case ')' when count == 3 && i >= 4 && typed[i - 4] == '(':
                    break;
                default:
                    return false;
            }
        }
        return count == Digits && (sawOne || !isInternational);
    }
}
