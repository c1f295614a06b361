namespace Sms;

/// <summary>Tells the lists of an audience from its segments: clients name both by their ids.</summary>
internal static class CampaignGroups
{
    /// <summary>Says what is missing while the client is still looking at the request, not when the campaign is sent.</summary>
    public static async Task<CampaignDefinition> SortAsync(CampaignDefinition definition, IGrainFactory grains)
    {
        var problems = new Problems();
        var (included, includedSegments) = await SortAsync(definition.Included, "included", grains, problems);
        var (excluded, excludedSegments) = await SortAsync(definition.Excluded, "excluded", grains, problems);
        problems.ThrowIfAny();
        return definition with
        {
            Included = included,
            Excluded = excluded,
            IncludedSegments = [.. definition.IncludedSegments, .. includedSegments],
            ExcludedSegments = [.. definition.ExcludedSegments, .. excludedSegments],
        };
    }

    private static async Task<(List<ListId> Lists, List<SegmentId> Segments)> SortAsync(
        IReadOnlyList<ListId> named, string field, IGrainFactory grains, Problems problems)
    {
        var (lists, segments) = (new List<ListId>(), new List<SegmentId>());
        var groups = await Task.WhenAll(named.Select(id => SegmentGroups.FindAsync(id.Value, grains)));
        for (var i = 0; i < named.Count; i++)
        {
            if (groups[i] == SegmentGroups.Group.List) lists.Add(named[i]);
            else if (groups[i] == SegmentGroups.Group.Segment) segments.Add(new SegmentId(named[i].Value));
            else problems.Add($"/data/attributes/audiences/{field}/{i}", "There is no list or segment with this id.", "not_found");
        }

        return (lists, segments);
    }
}
