namespace Sms;

/// <summary>A request for an aggregate, read and checked.</summary>
/// <param name="By">Names as asked for; several may stand for one dimension of the query.</param>
internal sealed record AggregateOrder(AggregateQuery Query, IReadOnlyList<string> By, IReadOnlyList<string> Measurements, string? Sort, int Size, int Skip)
{
    private const string At = "/data/attributes";
    private const int MostSlots = 10_000;
    private static readonly string[] Measures = ["count", "unique", "sum_value"];

    /// <exception cref="RefusedException">400 that names every field that does not fit.</exception>
    public static async Task<AggregateOrder> ReadAsync(RequestDocument<AggregateInput> body, IGrainFactory grains)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, "metric-aggregate");
        if (!problems.Require(body.Data?.Attributes, At)) problems.ThrowIfAny();
        var input = body.Data!.Attributes!;
        var metric = MetricEndpoints.Find(input.MetricId);
        if (metric is null) problems.Add(At + "/metric_id", input.MetricId is null ? "This field is required." : $"There is no metric with id '{input.MetricId}'.");
        var measurements = problems.Whole(input.Measurements, At + "/measurements");
        if (measurements.Count == 0) problems.Add(At + "/measurements", "At least one of count, unique, sum_value is required.", "required");
        for (var i = 0; i < measurements.Count; i++)
            if (!Measures.Contains(measurements[i])) problems.Add($"{At}/measurements/{i}", $"'{measurements[i]}' is not one of count, unique, sum_value.");
        var by = problems.Whole(input.By, At + "/by");
        for (var i = 0; i < by.Count; i++)
            if (Dimensions.Find(by[i]) is null) problems.Add($"{At}/by/{i}", $"Cannot be split by '{by[i]}'. Possible: {string.Join(", ", Dimensions.Names)}.");
        if (input.ReturnFields is { Count: > 0 }) problems.Add(At + "/return_fields", "Not supported; use fields[metric-aggregate].", "unsupported");
        if (input.Sort is { } sort && !Measures.Contains(sort.TrimStart('-')) && !by.Contains(sort.TrimStart('-')))
            problems.Add(At + "/sort", $"'{sort}' is neither a measurement nor among 'by'.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(input.Timezone ?? "UTC", out var zone)) problems.Add(At + "/timezone", $"'{input.Timezone}' is not an IANA time zone.");
        var interval = ReadInterval(input.Interval, problems);
        var (from, to, where) = await ReadFilterAsync(input.Filter, zone ?? TimeZoneInfo.Utc, problems, grains);
        if (to <= from) problems.Add(At + "/filter", "The end lies before the start.");
        if (!problems.Any && (to - from) / Shortest(interval) > MostSlots) problems.Add(At + "/filter", $"More than {MostSlots} intervals; take a longer interval or a shorter time.");
        if (input.PageSize is < 1 or > 10_000) problems.Add(At + "/page_size", "1 to 10000 was expected.");
        problems.ThrowIfAny();
        return new AggregateOrder(
            new AggregateQuery
            {
                Metric = metric!.Value,
                From = from,
                To = to,
                Interval = interval,
                TimeZone = input.Timezone ?? "UTC",
                By = [.. by.Select(name => Dimensions.Find(name)!.Value).Distinct()],
                Unique = measurements.Contains("unique"),
                Where = where,
            },
            by, measurements, input.Sort, input.PageSize ?? 500, ReadSkip(input.PageCursor));
    }

    private static AggregateInterval ReadInterval(string? interval, Problems problems)
    {
        switch (interval)
        {
            case "hour": return AggregateInterval.Hour;
            case null or "day": return AggregateInterval.Day;
            case "week": return AggregateInterval.Week;
            case "month": return AggregateInterval.Month;
            default:
                problems.Add(At + "/interval", "One of hour, day, week, month was expected.");
                return AggregateInterval.Day;
        }
    }

    private static TimeSpan Shortest(AggregateInterval interval) => interval switch
    {
        AggregateInterval.Hour => TimeSpan.FromHours(1),
        AggregateInterval.Day => TimeSpan.FromDays(1),
        AggregateInterval.Week => TimeSpan.FromDays(7),
        _ => TimeSpan.FromDays(28),
    };

    private static async Task<(DateTimeOffset From, DateTimeOffset To, List<DimensionFilter> Where)> ReadFilterAsync(
        IReadOnlyList<string>? filters, TimeZoneInfo zone, Problems problems, IGrainFactory grains)
    {
        DateTimeOffset? from = null, to = null;
        var where = new List<DimensionFilter>();
        for (var i = 0; i < (filters?.Count ?? 0); i++)
        {
            try
            {
                foreach (var condition in FilterParser.Parse(filters![i]))
                {
                    AggregateFilters.Rules.Check(condition);
                    if (condition.Field != "datetime") where.Add(await AggregateFilters.ReadAsync(condition, grains));
                    else if (condition.Operator == FilterCondition.GreaterOrEqual) from = AggregateFilters.ReadTime(condition, zone);
                    else to = AggregateFilters.ReadTime(condition, zone);
                }
            }
            catch (FormatException malformed)
            {
                problems.Add($"{At}/filter/{i}", malformed.Message);
            }
        }
        if (!problems.Any && (from is null || to is null))
            problems.Add(At + "/filter", "Both greater-or-equal(datetime,…) and less-than(datetime,…) are required.", "required");
        return (from ?? DateTimeOffset.MinValue, to ?? DateTimeOffset.MaxValue, where);
    }

    private static int ReadSkip(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return 0;
        return Cursor.TryRead(cursor, out var read) && int.TryParse(read!.Position, out var skip) && skip >= 0 ? skip
            : throw RefusedException.Field(At + "/page_cursor", "This is not a cursor of this endpoint.");
    }
}
