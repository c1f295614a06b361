namespace Sms;

[GrainType("segment")]
internal sealed class SegmentGrain(
    [PersistentState("segment")] IPersistentState<SegmentState> stored, ISegmentStore store, SegmentResolver resolver, TimeProvider clock) : Grain, ISegmentGrain
{
    private SegmentDefinition? Segment => stored.State.Deleted ? null : stored.State.Definition;

    private SegmentId Id => new(this.GetPrimaryKeyString()["segment/".Length..]);

    public async Task<SegmentDefinition> CreateAsync(SegmentDraft draft)
    {
        if (stored.State.Definition is { } existing) return existing;
        var now = clock.GetUtcNow();
        stored.State.Definition = new SegmentDefinition
        {
            Id = Id,
            Name = draft.Name!,
            Json = draft.Json!,
            Rule = draft.Rule!,
            Created = now,
            Updated = now,
            IsStarred = draft.IsStarred ?? false,
        };
        await stored.SaveAsync(this);
        return stored.State.Definition;
    }

    public Task<SegmentDefinition?> GetAsync() => Task.FromResult(Segment);

    public Task<SegmentDefinition?> RecallAsync() => Task.FromResult(stored.State.Definition);

    public async Task<SegmentChange> UpdateAsync(SegmentDraft draft)
    {
        if (Segment is not { } segment) return new SegmentChange(SegmentVerdict.Unknown, null);
        if (draft.Rule is { } rule && await resolver.ResolveAsync(rule, Id) is var (verdict, detail, _) && verdict != SegmentVerdict.Done)
            return new SegmentChange(verdict, segment, detail);
        stored.State.Definition = segment with
        {
            Name = draft.Name ?? segment.Name,
            Json = draft.Json ?? segment.Json,
            Rule = draft.Rule ?? segment.Rule,
            IsStarred = draft.IsStarred ?? segment.IsStarred,
            Updated = clock.GetUtcNow(),
        };
        await stored.SaveAsync(this);
        return new SegmentChange(SegmentVerdict.Done, stored.State.Definition);
    }

    public async Task<bool> DeleteAsync()
    {
        if (Segment is null) return false;
        await GrainFactory.Segments().ForgetAsync(Id);
        // The definition stays: a scheduled campaign or another segment that names this one must not come to mean somebody else.
        stored.State.Deleted = true;
        await stored.SaveAsync(this);
        return true;
    }

    public async Task<long?> CountAsync() => Segment is null ? null : await store.CountAsync(await PlanAsync(), clock.GetUtcNow());

    public async Task<ProfilePage?> PageAsync(string? cursor, int size) => Segment is null
        ? null
        : await store.PageAsync(await PlanAsync(), clock.GetUtcNow(), SubscriberId.TryParse(cursor, out var after) ? after : null, size);

    private async Task<SegmentPlan> PlanAsync()
    {
        var (verdict, detail, plan) = await resolver.ResolveAsync(Segment!.Rule, Id);
        return plan ?? throw new InvalidOperationException($"Segment {Id} cannot be resolved: {verdict} {detail}");
    }
}

[GenerateSerializer, Alias("segment-state")]
public sealed class SegmentState
{
    [Id(0)] public SegmentDefinition? Definition { get; set; }
    [Id(1)] public bool Deleted { get; set; }
}
