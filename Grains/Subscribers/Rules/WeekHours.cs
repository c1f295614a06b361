using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sms;

/// <summary>A place's hours, read. Pure: asked with a local date and the minute of its day.</summary>
internal sealed class WeekHours
{
    private const int Day = 24 * 60;
    private const string Closed = "closed";

    // First minute and the one after the last, by DayOfWeek; an empty span is a closed day.
    private readonly (int Opens, int Closes)[] days = new (int, int)[7];

    private WeekHours(string place, string words, bool frenchHolidays) => (Place, Words, FrenchHolidays) = (place, words, frenchHolidays);

    /// <summary>Whose hours they are, for instance <c>US-TX</c>.</summary>
    public string Place { get; }

    /// <summary>As configured, for people.</summary>
    public string Words { get; }

    private bool FrenchHolidays { get; }

    public bool IsOpen(DateOnly date, int minute)
    {
        var (opens, closes) = days[(int)date.DayOfWeek];
        return minute >= opens && minute < closes && !(FrenchHolidays && FrenchCalendar.IsHoliday(date));
    }

    /// <summary>Names, under <paramref name="key"/>, what cannot work.</summary>
    public static bool TryRead(string place, PlaceHours hours, string key, ICollection<string> wrong, [NotNullWhen(true)] out WeekHours? read)
    {
        var before = wrong.Count;
        var every = Hours(hours.Every, key + ":Every", wrong);
        var saturday = hours.Saturday is null ? every : Hours(hours.Saturday, key + ":Saturday", wrong);
        var sunday = hours.Sunday is null ? every : Hours(hours.Sunday, key + ":Sunday", wrong);
        if (hours.Holidays is not (null or "FR")) wrong.Add($"{key}:Holidays '{hours.Holidays}' is no calendar; there is FR.");
        if (wrong.Count == before && every == default && saturday == default && sunday == default) wrong.Add($"{key}: closed on every day, nobody could ever be texted.");
        read = null;
        if (wrong.Count > before) return false;

        read = new WeekHours(place, WordsOf(hours), hours.Holidays is not null);
        for (var day = 0; day < read.days.Length; day++)
            read.days[day] = (DayOfWeek)day switch { DayOfWeek.Saturday => saturday, DayOfWeek.Sunday => sunday, _ => every };
        return true;
    }

    private static (int Opens, int Closes) Hours(string? text, string key, ICollection<string> wrong)
    {
        if (text is Closed) return default;
        if (text?.Split('-') is [var opens, var closes] && Minute(opens) is { } first && Minute(closes) is { } end)
        {
            if (first < end) return (first, end);
            wrong.Add($"{key} '{text}' ends before it begins; hours do not reach over midnight.");
        }
        else wrong.Add($"{key} '{text}' is neither '{Closed}' nor hours such as 08:00-21:00.");
        return default;
    }

    private static int? Minute(string text) => text == "24:00" ? Day
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    private static string WordsOf(PlaceHours hours)
    {
        var words = hours.Every!;
        if (hours.Saturday is { } saturday) words += $", Saturday {saturday}";
        if (hours.Sunday is { } sunday) words += $", Sunday {sunday}";
        return hours.Holidays is null ? words : words + ", closed on public holidays";
    }
}
