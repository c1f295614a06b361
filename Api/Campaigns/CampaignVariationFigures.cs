using System.Text.Json.Serialization;

namespace Sms;

/// <summary>One of a campaign's variations, and the funnel of its messages. Those of all variations together are the campaign's.</summary>
public sealed record CampaignVariationFigures
{
    /// <summary>Of the campaign message that is the variation.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required int Weight { get; init; }
    /// <summary>Null before the launch, and where campaigns are listed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public CampaignFigures? Figures { get; init; }
    /// <summary>Received of those sent, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? DeliveryRate { get; init; }
    /// <summary>People who received it and clicked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? ClicksUnique { get; init; }
    /// <summary>Of those who received it, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? ClickRate { get; init; }

    public static IReadOnlyList<CampaignVariationFigures>? Of(Campaign campaign, IReadOnlyList<VariationTotals>? figures)
    {
        if (campaign.Definition.Variations is not { Count: > 1 } variations) return null;
        return [.. variations.Select((variation, i) => Of(campaign, variation, figures?.FirstOrDefault(one => one.Variation == i)))];
    }

    public static string NameOf(Campaign campaign, CampaignVariation variation) => variation.Label ?? campaign.Definition.Name;

    private static CampaignVariationFigures Of(Campaign campaign, CampaignVariation variation, VariationTotals? told) => new()
    {
        Id = variation.Id,
        Name = NameOf(campaign, variation),
        Weight = variation.Weight,
        Figures = told is null ? null : CampaignFigures.Of(told.Totals),
        DeliveryRate = told is null ? null : Rate(told.Totals.Received, told.Totals.Relayed),
        ClicksUnique = told?.Clicked,
        ClickRate = told is null ? null : Rate(told.Clicked, told.Totals.Received),
    };

    private static double Rate(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
