namespace Sms;

/// <summary>When a clock on somebody's wall shows a time. Pure.</summary>
internal static class WallClock
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A time that the clocks jump over comes when they jump: nobody is texted before the hour that was promised, nor left out. A time that comes twice, as clocks are put
    /// back, comes the first time.
    /// </summary>
    /// <param name="wall">Of no zone.</param>
    public static DateTimeOffset Shows(TimeZoneInfo zone, DateTime wall)
    {
        // Were it UTC's, it would be taken for an instant.
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
        {
            wall = new DateTime(wall.Ticks - (wall.Ticks % Minute.Ticks));
            while (zone.IsInvalidTime(wall)) wall += Minute;
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        var at = new DateTimeOffset(wall, offset).ToUniversalTime();
        // A zone that changed sides of the date line jumped over a day, which .NET takes for one that was.
        while (TimeZoneInfo.ConvertTime(at, zone).DateTime < wall) at += Minute;
        return at;
    }
}
