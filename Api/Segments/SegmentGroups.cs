namespace Sms;

/// <summary>Klaviyo calls lists and segments groups and names either by its id: this finds out which is which.</summary>
internal static class SegmentGroups
{
    private const string At = "/data/attributes/definition/condition_groups";

    /// <summary>The rule with lists and segments told apart; a problem for each id that is neither.</summary>
    public static async Task<SegmentRule?> SortAsync(SegmentRule? rule, IGrainFactory grains, Problems problems)
    {
        if (rule is null) return null;
        var ids = Named(rule).Select(name => name.Id).Distinct(StringComparer.Ordinal).ToList();
        var found = await Task.WhenAll(ids.Select(async id => (Id: id, Group: await FindAsync(id, grains))));
        var groups = found.ToDictionary(pair => pair.Id, pair => pair.Group, StringComparer.Ordinal);
        foreach (var (id, pointer) in Named(rule))
            if (groups[id] == Group.None) problems.Add(pointer, "There is no list or segment with this id.", "not_found");
        return new SegmentRule([.. rule.Groups.Select(group => new SegmentGroup([.. group.Conditions.Select(condition => condition with
        {
            Tests = [.. condition.Tests.Select(test => test.Kind == SegmentTestKind.InGroup ? Sort(test, groups) : test)],
        })]))]);
    }

    /// <summary>The place in the request where a segment is named.</summary>
    public static string PointerTo(string? id, SegmentDraft draft)
    {
        foreach (var (g, group) in draft.Rule!.Groups.Index())
            foreach (var (c, condition) in group.Conditions.Index())
                if (condition.Tests.Any(test => test.Segments.Any(segment => segment.Value == id)))
                    return $"{At}/{g}/conditions/{c}/group_ids";
        return At;
    }

    private static SegmentTest Sort(SegmentTest test, Dictionary<string, Group> groups) => test with
    {
        Texts = [.. test.Texts.Where(id => groups[id] == Group.List)],
        Segments = [.. test.Texts.Where(id => groups[id] == Group.Segment).Select(id => new SegmentId(id))],
    };

    public static async Task<Group> FindAsync(string id, IGrainFactory grains)
    {
        if (ListId.TryParse(id, out var list) && await grains.List(list).GetAsync() is not null) return Group.List;
        return SegmentId.TryParse(id, out var segment) && await grains.Segment(segment).GetAsync() is not null ? Group.Segment : Group.None;
    }

    private static IEnumerable<(string Id, string Pointer)> Named(SegmentRule rule)
    {
        foreach (var (g, group) in rule.Groups.Index())
            foreach (var (c, condition) in group.Conditions.Index())
                foreach (var test in condition.Tests.Where(test => test.Kind == SegmentTestKind.InGroup))
                    foreach (var (i, id) in test.Texts.Index()) yield return (id, $"{At}/{g}/conditions/{c}/group_ids/{i}");
    }

    internal enum Group { None, List, Segment }
}
