namespace Sms;

/// <summary>Clocks and hours of 2026 by hand: what the rules are held against must not ask the same tables.</summary>
internal static class QuietHoursOracle
{
    private enum Summer { None, American, European }

    private static readonly Dictionary<string, (double Offset, Summer Summer)> Zones = new()
    {
        ["America/New_York"] = (-5, Summer.American),
        ["America/Chicago"] = (-6, Summer.American),
        ["America/Denver"] = (-7, Summer.American),
        ["America/Los_Angeles"] = (-8, Summer.American),
        ["America/Anchorage"] = (-9, Summer.American),
        ["America/Adak"] = (-10, Summer.American),
        ["America/Detroit"] = (-5, Summer.American),
        ["America/Boise"] = (-7, Summer.American),
        ["America/Halifax"] = (-4, Summer.American),
        ["America/St_Johns"] = (-3.5, Summer.American),
        ["America/Winnipeg"] = (-6, Summer.American),
        ["America/Phoenix"] = (-7, Summer.None),
        ["Pacific/Honolulu"] = (-10, Summer.None),
        ["America/Regina"] = (-6, Summer.None),
        ["America/Puerto_Rico"] = (-4, Summer.None),
        ["Europe/London"] = (0, Summer.European),
        ["Europe/Dublin"] = (0, Summer.European),
        ["Europe/Lisbon"] = (0, Summer.European),
        ["Europe/Berlin"] = (1, Summer.European),
        ["Europe/Madrid"] = (1, Summer.European),
        ["Europe/Warsaw"] = (1, Summer.European),
        ["Europe/Helsinki"] = (2, Summer.European),
        ["Europe/Athens"] = (2, Summer.European),
        ["Africa/Johannesburg"] = (2, Summer.None),
        ["Asia/Kolkata"] = (5.5, Summer.None),
        ["Asia/Kathmandu"] = (5.75, Summer.None),
        ["Asia/Singapore"] = (8, Summer.None),
        ["Asia/Tokyo"] = (9, Summer.None),
        ["Australia/Brisbane"] = (10, Summer.None),
        ["Australia/Perth"] = (8, Summer.None),
    };

    private static readonly DateTimeOffset EuropeanFrom = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), EuropeanTo = new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Names { get; } = [.. Zones.Keys];

    /// <summary>Area codes of one zone each, with the hours their states keep: on weekdays, Saturdays and Sundays.</summary>
    public static IReadOnlyList<(int Area, (int, int) Weekday, (int, int) Saturday, (int, int) Sunday)> Areas { get; } =
    [
        (212, (8, 21), (8, 21), (8, 21)), (305, (8, 20), (8, 20), (8, 20)), (203, (9, 20), (9, 20), (9, 20)), (214, (9, 21), (9, 21), (12, 21)),
        (401, (9, 18), (10, 17), (10, 17)), (405, (8, 20), (8, 20), (8, 20)), (206, (8, 21), (8, 21), (8, 21)),
    ];

    public static bool MayText(DateTimeOffset at, string zone, int area)
    {
        var (offset, summer) = Zones[zone];
        var standard = at.UtcDateTime.AddHours(offset);
        var saving = summer switch
        {
            // From 2 o'clock standard time to 2 o'clock summer time, which is 1 o'clock standard time.
            Summer.American => standard >= new DateTime(2026, 3, 8, 2, 0, 0) && standard < new DateTime(2026, 11, 1, 1, 0, 0),
            Summer.European => at >= EuropeanFrom && at < EuropeanTo,
            _ => false,
        };
        var local = saving ? standard.AddHours(1) : standard;
        var (_, weekday, saturday, sunday) = Areas.First(known => known.Area == area);
        var (opens, closes) = local.DayOfWeek switch { DayOfWeek.Saturday => saturday, DayOfWeek.Sunday => sunday, _ => weekday };
        return local.Hour >= opens && local.Hour < closes;
    }
}
