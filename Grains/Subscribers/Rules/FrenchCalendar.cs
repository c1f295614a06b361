namespace Sms;

/// <summary>The public holidays of France (Code du travail, L3133-1). Those of Alsace-Moselle and of the overseas departments alone are not in it.</summary>
internal static class FrenchCalendar
{
    public static bool IsHoliday(DateOnly date) => (date.Month, date.Day) switch
    {
        (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25) => true,
        // Easter Monday, Ascension, Whit Monday.
        ( >= 3 and <= 6, _) => date.DayNumber - EasterSunday(date.Year).DayNumber is 1 or 39 or 50,
        _ => false,
    };

    /// <summary>Gregorian, by the rule as J.-M. Oudin simplified it (1940).</summary>
    public static DateOnly EasterSunday(int year)
    {
        var golden = year % 19;
        var century = year / 100;
        var moon = (century - (century / 4) - (((8 * century) + 13) / 25) + (19 * golden) + 15) % 30;
        var full = moon - (moon / 28 * (1 - (29 / (moon + 1) * ((21 - golden) / 11))));
        var weekday = (year + (year / 4) + full + 2 - century + (century / 4)) % 7;
        var offset = full - weekday;
        var month = 3 + ((offset + 40) / 44);
        return new DateOnly(year, month, offset + 28 - (31 * (month / 4)));
    }
}
