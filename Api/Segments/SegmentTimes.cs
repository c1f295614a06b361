namespace Sms;

/// <summary>Klaviyo's time frames.</summary>
internal static class SegmentTimes
{
    private const double Longest = 36_500;

    public static SegmentWindow? Read(JsonPlace at)
    {
        if (at.Text("type") is not { } type) return null;
        if (type != "date") at.Problem("type", "'date' was expected here.");
        switch (at.Text("operator"))
        {
            case null: return null;
            case "alltime": return new SegmentWindow();
            case "after": return Instant(at, "date") is { } after ? new SegmentWindow(From: after) : null;
            case "before": return Instant(at, "date") is { } before ? new SegmentWindow(To: before) : null;
            case "between-static":
                var (start, end) = (Instant(at, "start"), Instant(at, "end"));
                if (start >= end) at.Problem("end", "The end must lie after the start.");
                return new SegmentWindow(From: start, To: end);
            case "in-the-last": return Span(at, "quantity") is { } last ? new SegmentWindow(FromAgo: last, ToAgo: TimeSpan.Zero) : null;
            case "in-the-next": return Span(at, "quantity") is { } ahead ? new SegmentWindow(FromAgo: TimeSpan.Zero, ToAgo: -ahead) : null;
            case "at-least": return Span(at, "quantity") is { } least ? new SegmentWindow(ToAgo: least) : null;
            case "between":
                var (one, other) = (Span(at, "start"), Span(at, "end"));
                if (one == other) at.Problem("end", "Start and end are the same.");
                return one < other ? new SegmentWindow(FromAgo: other, ToAgo: one) : new SegmentWindow(FromAgo: one, ToAgo: other);
            case var other2:
                at.Problem("operator", $"'{other2}' is not supported here. Possible: alltime, after, before, between-static, in-the-last, in-the-next, at-least, between.");
                return null;
        }
    }

    private static DateTimeOffset? Instant(JsonPlace at, string field)
    {
        if (at.Text(field) is not { } text) return null;
        if (Sms.Instant.TryParse(text, out var time)) return time;
        at.Problem(field, "A date and time in ISO 8601 was expected.");
        return null;
    }

    private static TimeSpan? Span(JsonPlace at, string field)
    {
        var quantity = at.Number(field);
        var days = at.Text("unit") switch
        {
            null => (double?)null,
            "hour" => quantity / 24,
            "day" => quantity,
            "week" => quantity * 7,
            _ => double.NaN,
        };
        if (days is null) return null;
        if (double.IsNaN(days.Value)) at.Problem("unit", "One of day, hour, week was expected.");
        else if (days < 0 || days > Longest || quantity != Math.Floor(quantity!.Value)) at.Problem(field, "A whole number of up to a hundred years was expected.");
        else return TimeSpan.FromDays(days.Value);
        return null;
    }
}
