namespace Sms;

/// <summary>What an aggregate can be narrowed to.</summary>
internal static class AggregateFilters
{
    public static FilterRules Rules { get; } = MakeRules();

    /// <summary>A point in time without an offset is meant in the request's time zone.</summary>
    public static DateTimeOffset ReadTime(FilterCondition condition, TimeZoneInfo zone)
    {
        if (!Instant.TryParse(condition.Value, out var at)) throw new FormatException($"'{condition.Value}' is not a date and time in ISO 8601.");
        if (Instant.HasOffset(condition.Value)) return at;
        var local = at.DateTime;
        // A clock time that daylight saving skips is read as the moment the clock jumps over it.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    public static async Task<DimensionFilter> ReadAsync(FilterCondition condition, IGrainFactory grains)
    {
        var dimension = Dimensions.Find(condition.Field)!.Value;
        if (dimension != EventDimension.Source) return new DimensionFilter(dimension, condition.Values);
        if (condition.Field is not ("$message" or "$attributed_message"))
        {
            var named = (await grains.Campaigns().ListAsync()).Where(campaign => condition.Values.Contains(
                condition.Field == Dimensions.CampaignName ? campaign.Definition.Name : campaign.Definition.Label ?? campaign.Definition.Name));
            return new DimensionFilter(dimension, [.. named.Select(campaign => SourceId.Of(campaign.Id).Value)]);
        }
        return new DimensionFilter(dimension, [.. condition.Values.Select(SourceOf)]);
    }

    private static string SourceOf(string value) =>
        Dimensions.TryReadSource(value, out var source) ? source.Value : throw new FormatException($"'{value}' is not the id of a message's campaign.");

    private static FilterRules MakeRules()
    {
        var rules = new FilterRules { { "datetime", FilterCondition.GreaterOrEqual, FilterCondition.Less } };
        foreach (var name in Dimensions.Names) rules.Add(name, FilterCondition.Equal, FilterCondition.Any);
        return rules;
    }
}
