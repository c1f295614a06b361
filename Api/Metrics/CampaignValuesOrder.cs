namespace Sms;

/// <summary>A request for a campaign report, read and checked.</summary>
internal sealed record CampaignValuesOrder(CampaignValuesQuery Query, IReadOnlyList<string> Statistics, IReadOnlyList<string> GroupBy, bool Sms)
{
    private const string At = ReportParts.At;
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
        var statistics = ReportParts.Statistics(input.Statistics, problems);
        ReportParts.ConversionMetric(input.ConversionMetricId, problems);
        var groups = ReportParts.Groups(input.GroupBy, DefaultGroups, Groups, problems);
        var (from, to) = ReportParts.Frame(input.Timeframe, now, problems);
        var (campaigns, sms) = await ReadFilterAsync(input.Filter, problems, grains);
        problems.ThrowIfAny();
        return new CampaignValuesOrder(new CampaignValuesQuery { From = from, To = to, Campaigns = campaigns, ByVariation = groups.Any(group => group is "variation" or "variation_name") }, statistics, groups, sms);
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
