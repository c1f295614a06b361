namespace Sms;

internal static class SegmentMetricReader
{
    public static SegmentCondition? Read(JsonPlace at)
    {
        Metric? metric = null;
        if (at.Text("metric_id") is { } id)
        {
            if (Metrics.TryFind(id, out var found) && Metrics.Public.Contains(found)) metric = found;
            else at.Problem("metric_id", "There is no metric with this id; see /api/metrics.", "not_found");
        }

        if (at.Text("measurement") is { } measurement && measurement != "count") at.Problem("measurement", "'count' was expected: sums are not supported.", "unsupported");
        var (kind, negated, number) = Comparison(at.Below("measurement_filter"));
        var window = SegmentTimes.Read(at.Below("timeframe_filter"));
        var (failures, sources) = Properties(at, metric);
        if (metric is null || kind is null || number is null) return null;
        return new SegmentCondition(
            [new SegmentTest { Kind = kind.Value, Number = number.Value, Metric = metric.Value, Window = window, Failures = failures, Sources = sources }], negated);
    }

    private static (SegmentTestKind? Kind, bool Negated, double? Number) Comparison(JsonPlace filter)
    {
        if (filter.Text("type") is { } type && type != "numeric") filter.Problem("type", "'numeric' was expected here.");
        var number = filter.Number("value");
        if (number < 0) filter.Problem("value", "A count is not negative.");
        switch (filter.Text("operator"))
        {
            case null: return (null, false, number);
            case "equals": return (SegmentTestKind.CountEquals, false, number);
            case "not-equals": return (SegmentTestKind.CountEquals, true, number);
            case "greater-than": return (SegmentTestKind.CountGreater, false, number);
            case "greater-than-or-equal": return (SegmentTestKind.CountGreaterOrEqual, false, number);
            case "less-than": return (SegmentTestKind.CountLess, false, number);
            case "less-than-or-equal": return (SegmentTestKind.CountLessOrEqual, false, number);
            case var other:
                filter.Problem("operator", $"'{other}' does not compare numbers. Possible: {SegmentPropertyReader.NumberOperators}.");
                return (null, false, number);
        }
    }

    /// <summary><c>Failure Type</c> by Klaviyo's names, and <c>Campaign</c> by id.</summary>
    private static (IReadOnlyList<FailureType> Failures, IReadOnlyList<SourceId> Sources) Properties(JsonPlace at, Metric? metric)
    {
        var failures = new List<FailureType>();
        var sources = new List<SourceId>();
        foreach (var property in at.Has("metric_filters") ? at.Array("metric_filters") ?? [] : [])
        {
            var name = property.Text("property");
            var filter = property.Below("filter");
            var values = Values(filter);
            switch (name)
            {
                case null: break;
                case "Failure Type" when metric is Metric.FailedToDeliverSms or null:
                    foreach (var value in values)
                    {
                        var type = Enum.GetValues<FailureType>().Where(candidate => candidate != FailureType.None).Cast<FailureType?>()
                            .FirstOrDefault(candidate => string.Equals(candidate!.Value.Label(), value, StringComparison.OrdinalIgnoreCase));
                        if (type is { } known) failures.Add(known);
                        else filter.Problem("value", $"'{value}' is no failure type.");
                    }

                    break;
                case "Campaign" or "Campaign ID" or "$campaign":
                    foreach (var value in values)
                        if (CampaignId.TryParse(value, out var campaign)) sources.Add(SourceId.Of(campaign));
                        else filter.Problem("value", $"'{value}' is not the id of a campaign.");
                    break;
                default:
                    property.Problem("property", $"'{name}' cannot be filtered by here. Possible: Failure Type (of Failed to Deliver SMS), Campaign.", "unsupported");
                    break;
            }
        }

        return (failures, sources);
    }

    private static IReadOnlyList<string> Values(JsonPlace filter)
    {
        if (filter.Text("type") is { } type && type != "string") filter.Problem("type", "'string' was expected here.");
        switch (filter.Text("operator"))
        {
            case null: return [];
            case "equals": return filter.Text("value") is { } one ? [one] : [];
            case "in": return filter.Texts("value") ?? [];
            default:
                filter.Problem("operator", "One of equals, in was expected.", "unsupported");
                return [];
        }
    }
}
