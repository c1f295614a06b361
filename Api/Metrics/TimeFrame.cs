namespace Sms;

/// <summary>Klaviyo's named time frames, in UTC. Days are whole; weeks begin on Monday; the end is exclusive.</summary>
internal static class TimeFrame
{
    public static IReadOnlyList<string> Keys { get; } =
    [
        "today", "yesterday", "this_week", "last_7_days", "last_week", "this_month", "last_30_days", "last_month", "last_90_days",
        "last_3_months", "last_365_days", "last_12_months", "this_year", "last_year",
    ];

    /// <summary>Null for a key nobody knows. <c>last_n_days</c> are the n days up to and including today; <c>last_week</c> and the like are whole and over.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? Of(string key, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var tomorrow = today.AddDays(1);
        var week = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var month = new DateTimeOffset(today.Year, today.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var year = new DateTimeOffset(today.Year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return key switch
        {
            "today" => (today, tomorrow),
            "yesterday" => (today.AddDays(-1), today),
            "this_week" => (week, tomorrow),
            "last_7_days" => (tomorrow.AddDays(-7), tomorrow),
            "last_week" => (week.AddDays(-7), week),
            "this_month" => (month, tomorrow),
            "last_30_days" => (tomorrow.AddDays(-30), tomorrow),
            "last_month" => (month.AddMonths(-1), month),
            "last_90_days" => (tomorrow.AddDays(-90), tomorrow),
            "last_3_months" => (month.AddMonths(-3), month),
            "last_365_days" => (tomorrow.AddDays(-365), tomorrow),
            "last_12_months" => (month.AddMonths(-12), month),
            "this_year" => (year, tomorrow),
            "last_year" => (year.AddYears(-1), year),
            _ => null,
        };
    }
}
