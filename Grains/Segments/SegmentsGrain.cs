namespace Sms;

/// <summary>Knows which segments there are. An id is noted before its segment exists, so none is ever lost.</summary>
[GrainType("segments")]
internal sealed class SegmentsGrain([PersistentState("segments")] IPersistentState<Register> stored, SegmentResolver resolver, TimeProvider clock)
    : Grain, ISegmentsGrain
{
    public async Task<SegmentChange> CreateAsync(SegmentDraft draft)
    {
        var (verdict, detail, _) = await resolver.ResolveAsync(draft.Rule!, null);
        if (verdict != SegmentVerdict.Done) return new SegmentChange(verdict, null, detail);
        var id = new SegmentId(Ulid.NewUlid(clock.GetUtcNow()).ToString());
        stored.State.Ids.Add(id.Value);
        await stored.SaveAsync(this);
        return new SegmentChange(SegmentVerdict.Done, await GrainFactory.Segment(id).CreateAsync(draft));
    }

    public async Task<IReadOnlyList<SegmentDefinition>> ListAsync()
    {
        var segments = await Task.WhenAll(stored.State.Ids.Select(id => GrainFactory.Segment(new SegmentId(id)).GetAsync()));
        return [.. segments.OfType<SegmentDefinition>().OrderByDescending(segment => segment.Id.Value, StringComparer.Ordinal)];
    }

    public async Task ForgetAsync(SegmentId id)
    {
        if (stored.State.Ids.Remove(id.Value)) await stored.SaveAsync(this);
    }
}
