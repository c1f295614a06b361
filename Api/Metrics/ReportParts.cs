namespace Sms;

/// <summary>What reports of campaigns and of flows ask for alike.</summary>
internal static class ReportParts
{
    public const string At = "/data/attributes";

    public static IReadOnlyList<string> Statistics(IReadOnlyList<string>? given, Problems problems)
    {
        var statistics = problems.Whole(given, At + "/statistics");
        if (statistics.Count == 0) problems.Add(At + "/statistics", "At least one statistic is required.", "required");
        for (var i = 0; i < statistics.Count; i++)
            if (!global::Sms.Statistics.Exists(statistics[i])) problems.Add($"{At}/statistics/{i}", $"There is no statistic '{statistics[i]}'.");
        return statistics;
    }

    public static void ConversionMetric(string? id, Problems problems)
    {
        if (id is null) problems.Add(At + "/conversion_metric_id", "This field is required.", "required");
        else if (MetricEndpoints.Find(id) is null) problems.Add(At + "/conversion_metric_id", $"There is no metric with id '{id}'.", "not_found");
    }

    public static IReadOnlyList<string> Groups(IReadOnlyList<string>? given, string[] usual, string[] possible, Problems problems)
    {
        var groups = given is { Count: > 0 } ? problems.Whole(given, At + "/group_by") : usual;
        for (var i = 0; i < groups.Count; i++)
            if (!possible.Contains(groups[i])) problems.Add($"{At}/group_by/{i}", $"Cannot be grouped by '{groups[i]}'. Possible: {string.Join(", ", possible)}.");
        return groups;
    }

    /// <summary>From, inclusive, to, exclusive.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Frame(TimeFrameInput? input, DateTimeOffset now, Problems problems)
    {
        const string Place = At + "/timeframe";
        if (input is null || (input.Key is null && input.Start is null && input.End is null))
        {
            problems.Add(Place, "A key, or start and end, is required.", "required");
            return default;
        }
        if (input.Key is { } key)
        {
            if (TimeFrame.Of(key, now) is { } known) return known;
            problems.Add(Place + "/key", $"'{key}' is not one of {string.Join(", ", TimeFrame.Keys)}.");
            return default;
        }
        if (!Instant.TryParse(input.Start, out var start)) problems.Add(Place + "/start", "A date and time in ISO 8601 was expected.");
        if (!Instant.TryParse(input.End, out var end)) problems.Add(Place + "/end", "A date and time in ISO 8601 was expected.");
        if (problems.Any) return default;
        if (end <= start) problems.Add(Place + "/end", "The end lies before the start.");
        if (end > start.AddDays(366)) problems.Add(Place, "At most one year.");
        return (start, end);
    }
}
