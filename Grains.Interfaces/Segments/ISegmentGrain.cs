using Orleans.Concurrency;

namespace Sms;

/// <summary>One segment: its definition. Who belongs to it is asked of the ledger each time. Key: <c>segment/{ulid}</c>.</summary>
[Alias("sms.ISegmentGrain")]
public interface ISegmentGrain : IGrainWithStringKey
{
    [Alias("create")] Task<SegmentDefinition> CreateAsync(SegmentDraft draft);
    /// <summary>Null when there is no such segment, or it was deleted.</summary>
    [Alias("get"), AlwaysInterleave] Task<SegmentDefinition?> GetAsync();
    /// <summary>The same with one that was deleted: a campaign that names it still knows whom it means.</summary>
    [Alias("recall"), AlwaysInterleave] Task<SegmentDefinition?> RecallAsync();
    [Alias("update")] Task<SegmentChange> UpdateAsync(SegmentDraft draft);
    [Alias("delete")] Task<bool> DeleteAsync();
    /// <summary>People in it now; null when there is no such segment.</summary>
    [Alias("count"), AlwaysInterleave] Task<long?> CountAsync();
    /// <summary>A page of its people by id; null when there is no such segment.</summary>
    [Alias("page"), AlwaysInterleave] Task<ProfilePage?> PageAsync(string? cursor, int size);
}

/// <summary>The segments there are. Key: <c>segments/all</c>.</summary>
[Alias("sms.ISegmentsGrain")]
public interface ISegmentsGrain : IGrainWithStringKey
{
    [Alias("create")] Task<SegmentChange> CreateAsync(SegmentDraft draft);
    /// <summary>Every segment, newest first.</summary>
    [Alias("list")] Task<IReadOnlyList<SegmentDefinition>> ListAsync();
    [Alias("forget")] Task ForgetAsync(SegmentId id);
}

/// <summary>What a client says about a segment; in an update a null leaves what is stored.</summary>
/// <param name="Json">The definition as the client wrote it: answered as it came.</param>
/// <param name="Rule">The same, read.</param>
[GenerateSerializer, Immutable, Alias("segment-draft")]
public sealed record SegmentDraft(
    [property: Id(0)] string? Name, [property: Id(1)] string? Json, [property: Id(2)] SegmentRule? Rule, [property: Id(3)] bool? IsStarred);

[GenerateSerializer, Immutable, Alias("segment-definition")]
public sealed record SegmentDefinition
{
    [Id(0)] public required SegmentId Id { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required string Json { get; init; }
    [Id(3)] public required SegmentRule Rule { get; init; }
    [Id(4)] public required DateTimeOffset Created { get; init; }
    [Id(5)] public required DateTimeOffset Updated { get; init; }
    [Id(6)] public bool IsStarred { get; init; }
}

public enum SegmentVerdict : byte
{
    Done,
    Unknown,
    /// <summary>A segment it names leads back to itself.</summary>
    Circular,
    /// <summary>With the segments it names it has more than 200 conditions, or they lie more than five deep.</summary>
    TooLarge,
}

/// <param name="Detail">The id of the list or segment that the verdict is about.</param>
[GenerateSerializer, Immutable, Alias("segment-change")]
public sealed record SegmentChange([property: Id(0)] SegmentVerdict Verdict, [property: Id(1)] SegmentDefinition? Segment, [property: Id(2)] string? Detail = null);
