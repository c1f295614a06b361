namespace Sms;

internal static class FlowReportEndpoints
{
    public const string Values = "flow-values-report", Series = "flow-series-report";

    public static void MapFlowReports(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/flow-values-reports", ValuesAsync).WithTags("Metrics").WithSummary("Figures of flows, by the time their messages were sent.").Refuses(415);
        routes.MapPost("/flow-series-reports", SeriesAsync).WithTags("Metrics").WithSummary("The same by hour, day, week or month.").Refuses(415);
    }

    private static async Task<JsonApi<Document<FlowValuesAttributes>>> ValuesAsync(
        RequestDocument<FlowReportInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var report = await FlowReport.ReadAsync(FlowReportOrder.Read(body, Values, clock.GetUtcNow()), grains);
        return Answer(Values, new FlowValuesAttributes([.. report.Groups.Select(group => new FlowValuesRow(group.Names, report.Whole(group)))]), report, request, links);
    }

    private static async Task<JsonApi<Document<FlowSeriesAttributes>>> SeriesAsync(
        RequestDocument<FlowReportInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var report = await FlowReport.ReadAsync(FlowReportOrder.Read(body, Series, clock.GetUtcNow()), grains);
        return Answer(
            Series, new FlowSeriesAttributes([.. report.Groups.Select(group => new FlowSeriesRow(group.Names, report.BySlot(group)))], report.Slots), report, request, links);
    }

    private static JsonApi<Document<TAttributes>> Answer<TAttributes>(string type, TAttributes attributes, FlowReport report, HttpRequest request, PublicLinks links)
    {
        var self = links.Self(request);
        return new(new Document<TAttributes>(
            new(type, Guid.CreateVersion7().ToString(), attributes, self)
            {
                Relationships = new Dictionary<string, Relationship>
                {
                    ["flows"] = links.Relation(request, request.Path, "flows", report.Flows.Select(id => new ResourceId("flow", id)).ToArray()),
                    ["flow-messages"] = links.Relation(request, request.Path, "flow-messages", report.Messages.Select(id => new ResourceId("flow-message", id)).ToArray()),
                },
            },
            self));
    }
}

public sealed record FlowValuesAttributes(IReadOnlyList<FlowValuesRow> Results);

public sealed record FlowValuesRow(IReadOnlyDictionary<string, string> Groupings, IReadOnlyDictionary<string, double> Statistics);

/// <param name="DateTimes">Starts of the intervals; each statistic has a value for each.</param>
public sealed record FlowSeriesAttributes(IReadOnlyList<FlowSeriesRow> Results, IReadOnlyList<DateTimeOffset> DateTimes);

public sealed record FlowSeriesRow(IReadOnlyDictionary<string, string> Groupings, IReadOnlyDictionary<string, IReadOnlyList<double>> Statistics);
