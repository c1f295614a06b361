namespace Sms;

/// <summary>Gathers the rules that a segment's rule refers to. Segments may name others, five deep, 200 conditions in all, and never themselves.</summary>
internal sealed class SegmentResolver(IGrainFactory grains)
{
    public const int MostTerms = 200, Deepest = 5;

    /// <param name="self">The segment whose rule it is, when it exists already.</param>
    public async Task<(SegmentVerdict Verdict, string? Detail, SegmentPlan? Plan)> ResolveAsync(SegmentRule rule, SegmentId? self)
    {
        var named = new Dictionary<SegmentId, SegmentRule>();
        var path = new List<SegmentId>();
        if (self is { } id) path.Add(id);
        var (verdict, detail) = await WalkAsync(rule, path, named, new Terms());
        return (verdict, detail, verdict == SegmentVerdict.Done ? new SegmentPlan(rule, named) : null);
    }

    /// <summary>What campaigns and readers ask for: rules that were accepted once.</summary>
    public async Task<IReadOnlyList<SegmentPlan>> PlansAsync(IReadOnlyList<SegmentId> segments) => await Task.WhenAll(segments.Select(async id =>
    {
        var segment = await grains.Segment(id).RecallAsync() ?? throw new InvalidOperationException($"There is no segment {id}");
        var (verdict, detail, plan) = await ResolveAsync(segment.Rule, id);
        return plan ?? throw new InvalidOperationException($"Segment {id} cannot be resolved: {verdict} {detail}");
    }));

    private async Task<(SegmentVerdict, string?)> WalkAsync(SegmentRule rule, List<SegmentId> path, Dictionary<SegmentId, SegmentRule> named, Terms terms)
    {
        // A segment that is named twice is compiled twice, and counts twice.
        terms.Count += rule.Terms;
        if (terms.Count > MostTerms || path.Count > Deepest) return (SegmentVerdict.TooLarge, path.Count > 0 ? path[^1].Value : null);
        var references = rule.Groups.SelectMany(group => group.Conditions).SelectMany(condition => condition.Tests).SelectMany(test => test.Segments);
        foreach (var id in references)
        {
            if (path.Contains(id)) return (SegmentVerdict.Circular, id.Value);
            if (!named.TryGetValue(id, out var below))
            {
                if (await grains.Segment(id).RecallAsync() is not { } segment) return (SegmentVerdict.Unknown, id.Value);
                named[id] = below = segment.Rule;
            }

            path.Add(id);
            if (await WalkAsync(below, path, named, terms) is var (verdict, detail) && verdict != SegmentVerdict.Done) return (verdict, detail);
            path.RemoveAt(path.Count - 1);
        }

        return (SegmentVerdict.Done, null);
    }

    private sealed class Terms
    {
        public int Count { get; set; }
    }
}
