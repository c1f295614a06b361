namespace Sms;

/// <summary>
/// Where a person may be: clocks, each with the hours that hold there. Where several are possible a text may go only when all of them allow it. Immutable but for
/// a note of the last answer, which a million people of the same place share.
/// </summary>
internal sealed class QuietPlace(IReadOnlyList<QuietClock> clocks)
{
    /// <summary>The longest that hours may stay closed: a rule that is closed longer, by itself or because clocks exclude each other, never opens.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(16);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private QuietSpan? last;
    private Shown? shown;

    public IReadOnlyList<QuietClock> Clocks => clocks;

    /// <summary>For people: whose hours, by which clocks.</summary>
    public string Words => string.Join(" and ", clocks.Select(clock => $"{clock.Hours.Place} {clock.Hours.Words} ({clock.Zone.Id})").Distinct());

    /// <summary>The stretch that this instant lies in.</summary>
    public QuietSpan At(DateTimeOffset now)
    {
        if (last is { } known && known.Covers(now)) return known;
        return last = Find(now);
    }

    public bool IsOpen(DateTimeOffset now)
    {
        foreach (var clock in clocks)
            if (!clock.IsOpen(now)) return false;
        return true;
    }

    /// <summary>When all the clocks show this time, or have shown it.</summary>
    public DateTimeOffset Shows(DateTime wall)
    {
        if (shown is { } known && known.Wall == wall) return known.At;
        var at = clocks.Max(clock => WallClock.Shows(clock.Zone, wall));
        shown = new Shown(wall, at);
        return at;
    }

    private sealed record Shown(DateTime Wall, DateTimeOffset At);

    // Wall clocks jump; instants do not. So it goes forward minute by minute and looks at the clocks, and no rule about gaps and overlaps is needed. Offsets are
    // whole minutes, hours are too. It is done once for everybody of the place and each stretch.
    private QuietSpan Find(DateTimeOffset now)
    {
        var from = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Minute.Ticks), TimeSpan.Zero);
        var open = IsOpen(from);
        var until = from + Minute;
        while (until - from < Horizon && IsOpen(until) == open) until += Minute;
        return new QuietSpan(open, from, until);
    }
}

/// <summary>A clock on somebody's wall, and the hours that hold where it hangs.</summary>
internal readonly record struct QuietClock(TimeZoneInfo Zone, WeekHours Hours)
{
    public bool IsOpen(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone);
        return Hours.IsOpen(DateOnly.FromDateTime(local.DateTime), (local.Hour * 60) + local.Minute);
    }
}
