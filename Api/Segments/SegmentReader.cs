using System.Text.Json;

namespace Sms;

/// <summary>Reads Klaviyo's definition of a segment. Whatever does not fit is a problem at its place in the request.</summary>
internal static class SegmentReader
{
    private const int MostTerms = 200;
    private const int MostGroups = 50;

    public static SegmentRule? Read(JsonElement definition, string at, Problems problems)
    {
        var place = new JsonPlace(definition, at, problems);
        if (place.Array("condition_groups") is not { } groups) return null;
        if (groups.Count is 0 or > MostGroups)
        {
            problems.Add(at + "/condition_groups", $"1 to {MostGroups} groups were expected.", groups.Count == 0 ? "required" : "too_many");
            return null;
        }

        var lists = groups.Select(group => (group, conditions: group.Array("conditions"))).ToList();
        var terms = lists.Sum(list => list.conditions?.Count ?? 0);
        if (terms > MostTerms)
        {
            problems.Add(at + "/condition_groups", $"At most {MostTerms} conditions a segment; these are {terms}.", "too_many");
            return null;
        }

        foreach (var (group, conditions) in lists)
            if (conditions is []) group.Problem("conditions", "At least one condition was expected.", "required");
        var rule = new SegmentRule([.. lists.Select(list => new SegmentGroup([.. (list.conditions ?? []).Select(Condition).OfType<SegmentCondition>()]))]);
        return problems.Any ? null : rule;
    }

    private static SegmentCondition? Condition(JsonPlace at)
    {
        switch (at.Text("type"))
        {
            case null: return null;
            case "profile-property": return SegmentPropertyReader.Read(at);
            case "profile-marketing-consent": return SegmentConsentReader.Read(at);
            case "profile-group-membership": return Membership(at);
            case "profile-metric": return SegmentMetricReader.Read(at);
            case "profile-region": return Region(at);
            case var other:
                at.Problem(
                    "type",
                    $"'{other}' is not supported. Possible: profile-property, profile-marketing-consent, profile-group-membership, profile-metric, profile-region.",
                    "unsupported");
                return null;
        }
    }

    private static SegmentCondition? Membership(JsonPlace at)
    {
        var member = at.Truth("is_member");
        var groups = at.Texts("group_ids");
        if (groups is []) at.Problem("group_ids", "At least one list or segment is required.", "required");
        var window = at.Has("timeframe_filter") ? SegmentTimes.Read(at.Below("timeframe_filter")) : null;
        return member is null || groups is null
            ? null
            : new SegmentCondition([new SegmentTest { Kind = SegmentTestKind.InGroup, Texts = groups, Window = window }], Negated: !member.Value);
    }

    private static SegmentCondition? Region(JsonPlace at)
    {
        var inside = at.Truth("in_region");
        // Klaviyo's SDKs send one region, its documentation a list.
        var regions = at.Has("region") && at.Element("region").ValueKind == JsonValueKind.Array ? at.Texts("region") : at.Text("region") is { } one ? [one] : null;
        var countries = new List<string>();
        foreach (var region in regions ?? [])
        {
            if (region == "united_states") countries.Add("US");
            else if (region == "european_union") countries.AddRange(EuropeanUnion);
            else at.Problem("region", "One of european_union, united_states was expected.");
        }

        return inside is null || countries is []
            ? null
            : new SegmentCondition([new SegmentTest { Kind = SegmentTestKind.TextIn, Field = ["country"], Texts = countries }], Negated: !inside.Value);
    }

    private static readonly string[] EuropeanUnion =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE",
        "SI", "SK",
    ];
}
