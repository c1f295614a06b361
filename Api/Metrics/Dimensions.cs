namespace Sms;

/// <summary>Klaviyo's names of what a series can be split by, and ours.</summary>
internal static class Dimensions
{
    public const string CampaignName = "Campaign Name";

    private static readonly Dictionary<string, EventDimension> Known = new(StringComparer.Ordinal)
    {
        ["$message"] = EventDimension.Source,
        ["$attributed_message"] = EventDimension.Source,
        [CampaignName] = EventDimension.Source,
        ["Message Name"] = EventDimension.Source,
        ["Message Type"] = EventDimension.SourceKind,
        ["From Number"] = EventDimension.FromNumber,
        ["To Phone Region"] = EventDimension.ToCountry,
        ["Failure Type"] = EventDimension.FailureType,
        ["Segment Count"] = EventDimension.Segments,
        ["Carrier"] = EventDimension.Carrier,
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    public static EventDimension? Find(string name) => Known.TryGetValue(name, out var dimension) ? dimension : null;

    /// <summary>A value of the ledger under the name it was asked for by.</summary>
    public static string Show(string name, string value, CampaignNames names)
    {
        if (Known[name] != EventDimension.Source) return value;
        if (!TryReadSource(value, out var source)) return value;
        return name switch
        {
            CampaignName => names.Find(source)?.Definition.Name ?? "",
            "Message Name" => names.Find(source) is { } campaign ? campaign.Definition.Label ?? campaign.Definition.Name : "",
            _ => source.Key,
        };
    }

    public static bool TryReadSource(string value, out SourceId source) => SourceId.TryParse(value, out source) || SourceId.TryParse("campaign/" + value, out source);
}
