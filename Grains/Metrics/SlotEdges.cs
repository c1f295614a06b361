namespace Sms;

/// <summary>Cuts a stretch of time into hours, days, weeks or months of a time zone.</summary>
internal static class SlotEdges
{
    /// <summary>
    /// Starts of the slots and the end of the last one. The first slot begins at the query's start and the last ends at its end; the edges in
    /// between are the zone's own, across changes to and from summer time.
    /// </summary>
    public static IReadOnlyList<DateTimeOffset> Of(AggregateQuery query)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(query.TimeZone);
        List<DateTimeOffset> edges = [query.From];
        if (query.Interval == AggregateInterval.Hour)
        {
            // Hours are cut in the zone's offset at the start, then run on: an hour is an hour whatever the clocks on the wall do.
            var offset = zone.GetUtcOffset(query.From);
            var local = query.From.ToOffset(offset);
            var hour = new DateTimeOffset(local.Year, local.Month, local.Day, local.Hour, 0, 0, offset);
            for (hour = hour.AddHours(1); hour < query.To; hour = hour.AddHours(1)) edges.Add(hour);
        }
        else
        {
            var day = StartOf(query.Interval, TimeZoneInfo.ConvertTime(query.From, zone).Date);
            for (day = Next(query.Interval, day); ; day = Next(query.Interval, day))
            {
                var edge = AtMidnight(day, zone);
                if (edge >= query.To) break;
                if (edge > edges[^1]) edges.Add(edge);
            }
        }

        edges.Add(query.To);
        return [.. edges.Select(edge => TimeZoneInfo.ConvertTime(edge, zone))];
    }

    /// <summary>The series is kept by quarter hours: each zone's hours begin on one.</summary>
    public static bool IsOnGrid(DateTimeOffset edge) => edge.UtcTicks % TimeSpan.FromMinutes(15).Ticks == 0;

    private static DateTime StartOf(AggregateInterval interval, DateTime day) => interval switch
    {
        AggregateInterval.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        AggregateInterval.Month => new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Unspecified),
        _ => day,
    };

    private static DateTime Next(AggregateInterval interval, DateTime day) => interval switch
    {
        AggregateInterval.Week => day.AddDays(7),
        AggregateInterval.Month => day.AddMonths(1),
        _ => day.AddDays(1),
    };

    /// <summary>The first instant of a day; where summer time begins at midnight, that is one o'clock.</summary>
    private static DateTimeOffset AtMidnight(DateTime day, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(day)) day = day.AddMinutes(15);
        return new DateTimeOffset(day, zone.IsAmbiguousTime(day) ? zone.GetAmbiguousTimeOffsets(day).Max() : zone.GetUtcOffset(day));
    }
}
