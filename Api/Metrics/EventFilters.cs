using System.Globalization;

namespace Sms;

/// <summary>What events can be searched by, as the grain's query has it: from (inclusive) and to (exclusive), to the millisecond.</summary>
internal static class EventFilters
{
    public static ListShape Shape { get; } = new()
    {
        DefaultSize = 200,
        MaxSize = 1_000,
        Sorts = ["datetime", "timestamp"],
        Includes = ["profile", "metric", "attributions"],
        Filters = new FilterRules
        {
            { "metric_id", FilterCondition.Equal }, { "profile_id", FilterCondition.Equal }, { "campaign_id", FilterCondition.Equal },
            { "profile", FilterCondition.Has }, { "metric", FilterCondition.Has },
            { "datetime", [.. FilterCondition.Ranges] }, { "timestamp", [.. FilterCondition.Ranges] },
        },
    };

    public static EventQuery ToQuery(ListRequest list)
    {
        var query = new EventQuery
        {
            Ascending = list.Sort is "datetime" or "timestamp",
            Size = list.Size,
            WithProfile = list.Includes.Contains("profile"),
            After = list.Position is { } position ? ReadPosition(position) : null,
        };
        foreach (var condition in list.Conditions) query = Add(query, condition);
        return query;
    }

    private static EventQuery Add(EventQuery query, FilterCondition condition) => condition.Field switch
    {
        "metric_id" => query with { Metric = MetricEndpoints.Find(condition.Value) ?? throw Unknown("metric", condition) },
        "profile_id" => query with { Subscriber = SubscriberId.TryParse(condition.Value, out var id) ? id : throw Unknown("profile", condition) },
        "campaign_id" => query with { Source = CampaignId.TryParse(condition.Value, out var id) ? SourceId.Of(id) : throw Unknown("campaign", condition) },
        "datetime" => Range(query, condition.Operator, ReadTime(condition), TimeSpan.FromMilliseconds(1)),
        "timestamp" => Range(query, condition.Operator, ReadTimestamp(condition), TimeSpan.FromSeconds(1)),
        // Every event has a profile and a metric.
        _ => query,
    };

    /// <param name="step">The field's resolution: "after t" begins one step later.</param>
    private static EventQuery Range(EventQuery query, string comparison, DateTimeOffset bound, TimeSpan step) => comparison switch
    {
        FilterCondition.Greater => From(query, bound.Plus(step)),
        FilterCondition.GreaterOrEqual => From(query, bound),
        FilterCondition.Less => To(query, bound),
        _ => To(query, bound.Plus(step)),
    };

    private static EventQuery From(EventQuery query, DateTimeOffset bound) => query.From > bound ? query : query with { From = bound };

    private static EventQuery To(EventQuery query, DateTimeOffset bound) => query.To < bound ? query : query with { To = bound };

    private static DateTimeOffset ReadTime(FilterCondition condition) => Instant.TryParse(condition.Value, out var at) ? at
        : throw RefusedException.Parameter("filter", $"'datetime' is compared with a date and time in ISO 8601, not with '{condition.Value}'.");

    private static DateTimeOffset ReadTimestamp(FilterCondition condition) =>
        long.TryParse(condition.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw RefusedException.Parameter("filter", $"'timestamp' is compared with Unix seconds, not with '{condition.Value}'.");

    private static Guid ReadPosition(string position) => Guid.TryParse(position, out var id) ? id
        : throw RefusedException.Parameter("page[cursor]", "This cursor belongs to another list.");

    private static RefusedException Unknown(string what, FilterCondition condition) =>
        RefusedException.Parameter("filter", $"There is no {what} with id '{condition.Value}'.");
}
