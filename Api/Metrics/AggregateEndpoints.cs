using System.Globalization;

namespace Sms;

internal static class AggregateEndpoints
{
    public static void MapAggregates(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/metric-aggregates", QueryAsync).WithTags("Metrics").WithSummary("Counts of one metric over time, by event time.").Refuses(415);

    private static async Task<JsonApi<Document<AggregateAttributes>>> QueryAsync(
        RequestDocument<AggregateInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var order = await AggregateOrder.ReadAsync(body, grains);
        var result = await grains.Metrics().AggregateAsync(order.Query);
        var rows = await ShowAsync(order, result, grains);
        var page = rows.Skip(order.Skip).Take(order.Size).ToList();
        var more = order.Skip + page.Count < rows.Count;
        var self = links.Self(request);
        return new(new Document<AggregateAttributes>(
            new("metric-aggregate", order.Query.Metric.PublicId(), new(result.Slots, page), self), self)
        {
            Meta = more ? new { next_page_cursor = new Cursor((order.Skip + page.Count).ToString(CultureInfo.InvariantCulture), null, null, order.Size).Encode() } : null,
        });
    }

    private static async Task<List<AggregateData>> ShowAsync(AggregateOrder order, AggregateResult result, IGrainFactory grains)
    {
        var sourceAt = order.Query.By.ToList().IndexOf(EventDimension.Source);
        var sources = sourceAt < 0 ? [] : result.Rows.Select(row => Dimensions.TryReadSource(row.Dimensions[sourceAt], out var source) ? source : (SourceId?)null).OfType<SourceId>();
        var names = await CampaignNames.OfAsync(sources, grains);
        var columns = order.By.Select(name => (name, order.Query.By.ToList().IndexOf(Dimensions.Find(name)!.Value))).ToList();
        var rows = result.Rows.Select(row => new AggregateData(
            [.. columns.Select(column => Dimensions.Show(column.name, row.Dimensions[column.Item2], names))], Measure(order, row))).ToList();
        // A question that is not split has one answer, if only zeros.
        if (rows.Count == 0 && order.By.Count == 0) rows.Add(new AggregateData([], Measure(order, Zeros(result.Slots.Count))));
        if (order.Sort is not { } sort) return rows;
        var key = sort.TrimStart('-');
        var column = order.By.ToList().IndexOf(key);
        var sorted = column >= 0
            ? rows.OrderBy(row => row.Dimensions[column], StringComparer.Ordinal).ToList()
            : [.. rows.OrderBy(row => row.Measurements.TryGetValue(key, out var values) ? values.Sum() : 0)];
        if (sort[0] == '-') sorted.Reverse();
        return sorted;
    }

    private static Dictionary<string, IReadOnlyList<decimal>> Measure(AggregateOrder order, AggregateRow row) =>
        order.Measurements.Distinct().ToDictionary(measurement => measurement, measurement => (IReadOnlyList<decimal>)(measurement switch
        {
            "count" => Values(row.Count, 1),
            "unique" => Values(row.Unique, 1),
            _ => Values(row.SumMicros, 1_000_000m),
        }));

    private static AggregateRow Zeros(int slots) => new([], new long[slots], new long[slots], new long[slots]);

    private static decimal[] Values(IReadOnlyList<long> values, decimal unit) => [.. values.Select(value => value / unit)];
}

public sealed record AggregateInput
{
    public string? MetricId { get; init; }
    /// <summary><c>count</c>, <c>unique</c> (people), <c>sum_value</c>.</summary>
    public IReadOnlyList<string>? Measurements { get; init; }
    /// <summary>Must hold <c>greater-or-equal(datetime,…)</c> and <c>less-than(datetime,…)</c>.</summary>
    public IReadOnlyList<string>? Filter { get; init; }
    /// <summary><c>hour</c>, <c>day</c> (default), <c>week</c> or <c>month</c>.</summary>
    public string? Interval { get; init; }
    public IReadOnlyList<string>? By { get; init; }
    /// <summary>IANA name; UTC by default.</summary>
    public string? Timezone { get; init; }
    public string? Sort { get; init; }
    public int? PageSize { get; init; }
    public string? PageCursor { get; init; }
    public IReadOnlyList<string>? ReturnFields { get; init; }
}

/// <param name="Dates">Start of each interval.</param>
public sealed record AggregateAttributes(IReadOnlyList<DateTimeOffset> Dates, IReadOnlyList<AggregateData> Data);

public sealed record AggregateData(IReadOnlyList<string> Dimensions, IReadOnlyDictionary<string, IReadOnlyList<decimal>> Measurements);
