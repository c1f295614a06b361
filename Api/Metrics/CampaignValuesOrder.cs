namespace Sms;

/// <summary>A request for a campaign report, read and checked.</summary>
internal sealed record CampaignValuesOrder(CampaignValuesQuery Query, IReadOnlyList<string> Statistics, IReadOnlyList<string> GroupBy, bool Sms)
{
    private const string At = "/data/attributes";
    private static readonly string[] DefaultGroups = ["campaign_id", "campaign_message_id", "send_channel"];
    private static readonly string[] Groups = [.. DefaultGroups, "campaign_name", "campaign_message_name", "text_message_format", "variation", "variation_name"];

    private static readonly FilterRules Rules = new()
    {
        { "campaign_id", FilterCondition.Equal, FilterCondition.Any }, { "campaign_message_id", FilterCondition.Equal, FilterCondition.Any },
        { "send_channel", FilterCondition.Equal, FilterCondition.Any },
    };

    /// <exception cref="RefusedException">400 that names every field that does not fit.</exception>
    public static async Task<CampaignValuesOrder> ReadAsync(RequestDocument<CampaignValuesInput> body, DateTimeOffset now, IGrainFactory grains)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, "campaign-values-report");
        if (!problems.Require(body.Data?.Attributes, At)) problems.ThrowIfAny();
        var input = body.Data!.Attributes!;
        var statistics = problems.Whole(input.Statistics, At + "/statistics");
        if (statistics.Count == 0) problems.Add(At + "/statistics", "At least one statistic is required.", "required");
        for (var i = 0; i < statistics.Count; i++)
            if (!global::Sms.Statistics.Exists(statistics[i])) problems.Add($"{At}/statistics/{i}", $"There is no statistic '{statistics[i]}'.");
        if (input.ConversionMetricId is null) problems.Add(At + "/conversion_metric_id", "This field is required.", "required");
        else if (MetricEndpoints.Find(input.ConversionMetricId) is null) problems.Add(At + "/conversion_metric_id", $"There is no metric with id '{input.ConversionMetricId}'.", "not_found");
        var groups = input.GroupBy is { Count: > 0 } given ? problems.Whole(given, At + "/group_by") : DefaultGroups;
        for (var i = 0; i < groups.Count; i++)
            if (!Groups.Contains(groups[i])) problems.Add($"{At}/group_by/{i}", $"Cannot be grouped by '{groups[i]}'. Possible: {string.Join(", ", Groups)}.");
        var (from, to) = ReadTimeFrame(input.Timeframe, now, problems);
        var (campaigns, sms) = await ReadFilterAsync(input.Filter, problems, grains);
        problems.ThrowIfAny();
        return new CampaignValuesOrder(new CampaignValuesQuery { From = from, To = to, Campaigns = campaigns, ByVariation = groups.Any(group => group is "variation" or "variation_name") }, statistics, groups, sms);
    }

    private static (DateTimeOffset From, DateTimeOffset To) ReadTimeFrame(TimeFrameInput? input, DateTimeOffset now, Problems problems)
    {
        const string Frame = At + "/timeframe";
        if (input is null || (input.Key is null && input.Start is null && input.End is null))
        {
            problems.Add(Frame, "A key, or start and end, is required.", "required");
            return default;
        }
        if (input.Key is { } key)
        {
            if (TimeFrame.Of(key, now) is { } known) return known;
            problems.Add(Frame + "/key", $"'{key}' is not one of {string.Join(", ", TimeFrame.Keys)}.");
            return default;
        }
        if (!Instant.TryParse(input.Start, out var start)) problems.Add(Frame + "/start", "A date and time in ISO 8601 was expected.");
        if (!Instant.TryParse(input.End, out var end)) problems.Add(Frame + "/end", "A date and time in ISO 8601 was expected.");
        if (problems.Any) return default;
        if (end <= start) problems.Add(Frame + "/end", "The end lies before the start.");
        if (end > start.AddDays(366)) problems.Add(Frame, "At most one year.");
        return (start, end);
    }

    private static async Task<(List<CampaignId>? Campaigns, bool Sms)> ReadFilterAsync(string? filter, Problems problems, IGrainFactory grains)
    {
        List<CampaignId>? campaigns = null;
        var sms = true;
        try
        {
            foreach (var condition in FilterParser.Parse(filter))
            {
                Rules.Check(condition);
                if (condition.Field == "send_channel")
                {
                    sms &= condition.Values.Contains("sms");
                    continue;
                }
                var named = await ReadCampaignsAsync(condition, grains);
                campaigns = campaigns is null ? named : [.. campaigns.Intersect(named)];
            }
        }
        catch (FormatException malformed)
        {
            problems.Add(At + "/filter", malformed.Message);
        }
        return (campaigns, sms);
    }

    private static async Task<List<CampaignId>> ReadCampaignsAsync(FilterCondition condition, IGrainFactory grains)
    {
        if (condition.Field == "campaign_id")
            return [.. condition.Values.Select(text => CampaignId.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the id of a campaign."))];
        var campaigns = await Task.WhenAll(condition.Values.Select(message => grains.Campaigns().FindByMessageAsync(message)));
        return [.. campaigns.OfType<Campaign>().Select(campaign => campaign.Id)];
    }
}

public sealed record CampaignValuesInput
{
    public IReadOnlyList<string>? Statistics { get; init; }
    public TimeFrameInput? Timeframe { get; init; }
    /// <summary>Any metric there is.</summary>
    public string? ConversionMetricId { get; init; }
    public IReadOnlyList<string>? GroupBy { get; init; }
    public string? Filter { get; init; }
}

/// <summary>A key (<c>last_30_days</c>…), or start and end of at most a year.</summary>
public sealed record TimeFrameInput(string? Key, string? Start, string? End);
