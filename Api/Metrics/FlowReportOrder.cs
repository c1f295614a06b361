namespace Sms;

/// <summary>A request for a report of flows, read and checked.</summary>
/// <param name="Messages">Only these; null: all.</param>
/// <param name="Sms">Nothing matches where another channel is asked for.</param>
internal sealed record FlowReportOrder(FlowValuesQuery Query, IReadOnlyList<string> Statistics, IReadOnlyList<string> GroupBy, IReadOnlySet<string>? Messages, bool Sms)
{
    private const string At = ReportParts.At;
    private static readonly string[] DefaultGroups = ["flow_id", "flow_message_id", "send_channel"];
    private static readonly string[] Groups = [.. DefaultGroups, "flow_name", "flow_message_name", "text_message_format"];

    private static readonly FilterRules Rules = new()
    {
        { "flow_id", FilterCondition.Equal, FilterCondition.Any }, { "flow_message_id", FilterCondition.Equal, FilterCondition.Any },
        { "send_channel", FilterCondition.Equal, FilterCondition.Any },
    };

    /// <exception cref="RefusedException">400 that names every field that does not fit.</exception>
    public static FlowReportOrder Read(RequestDocument<FlowReportInput> body, string type, DateTimeOffset now)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, type);
        if (!problems.Require(body.Data?.Attributes, At)) problems.ThrowIfAny();
        var input = body.Data!.Attributes!;
        var statistics = ReportParts.Statistics(input.Statistics, problems);
        ReportParts.ConversionMetric(input.ConversionMetricId, problems);
        var groups = ReportParts.Groups(input.GroupBy, DefaultGroups, Groups, problems);
        var (from, to) = ReportParts.Frame(input.Timeframe, now, problems);
        var interval = ReadInterval(input.Interval, type == FlowReportEndpoints.Series, to - from, problems);
        var (flows, messages, sms) = ReadFilter(input.Filter, problems);
        problems.ThrowIfAny();
        return new FlowReportOrder(new FlowValuesQuery { From = from, To = to, Flows = flows, Interval = interval }, statistics, groups, messages, sms);
    }

    private static AggregateInterval? ReadInterval(string? text, bool wanted, TimeSpan frame, Problems problems)
    {
        const string Place = At + "/interval";
        if (!wanted)
        {
            if (text is not null) problems.Add(Place, "Only a flow-series-report is cut into intervals.", "unsupported");
            return null;
        }

        (AggregateInterval Interval, int Days)? known = text switch
        {
            "hourly" => (AggregateInterval.Hour, 7),
            "daily" => (AggregateInterval.Day, 60),
            "weekly" => (AggregateInterval.Week, 366),
            "monthly" => (AggregateInterval.Month, 366),
            _ => null,
        };
        if (known is not { } cut) problems.Add(Place, "One of hourly, daily, weekly, monthly is required.", text is null ? "required" : "invalid");
        else if (frame > TimeSpan.FromDays(cut.Days)) problems.Add(At + "/timeframe", $"At most {cut.Days} days {text}.");
        return known?.Interval;
    }

    private static (List<FlowId>? Flows, IReadOnlySet<string>? Messages, bool Sms) ReadFilter(string? filter, Problems problems)
    {
        List<FlowId>? flows = null;
        HashSet<string>? messages = null;
        var sms = true;
        try
        {
            foreach (var condition in FilterParser.Parse(filter))
            {
                Rules.Check(condition);
                if (condition.Field == "send_channel") sms &= condition.Values.Contains("sms");
                else if (condition.Field == "flow_message_id") messages = [.. messages is null ? condition.Values : messages.Intersect(condition.Values)];
                else
                {
                    var named = condition.Values.Select(text => FlowId.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the id of a flow.")).ToList();
                    flows = flows is null ? named : [.. flows.Intersect(named)];
                }
            }
        }
        catch (FormatException malformed)
        {
            problems.Add(At + "/filter", malformed.Message);
        }

        return (flows, messages, sms);
    }
}

public sealed record FlowReportInput
{
    public IReadOnlyList<string>? Statistics { get; init; }
    public TimeFrameInput? Timeframe { get; init; }
    /// <summary>Of a series: <c>hourly</c> (at most 7 days), <c>daily</c> (60), <c>weekly</c> or <c>monthly</c>; in UTC, weeks from Monday.</summary>
    public string? Interval { get; init; }
    /// <summary>Any metric there is.</summary>
    public string? ConversionMetricId { get; init; }
    public IReadOnlyList<string>? GroupBy { get; init; }
    public string? Filter { get; init; }
}
