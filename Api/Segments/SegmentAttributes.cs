using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A segment as clients see it.</summary>
public sealed record SegmentAttributes
{
    public required string Name { get; init; }
    /// <summary>As it was given.</summary>
    public required JsonNode Definition { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Updated { get; init; }
    public bool IsActive { get; init; } = true;
    /// <summary>Always false: who is in it is asked of the data each time.</summary>
    public bool IsProcessing { get; init; }
    public required bool IsStarred { get; init; }
    /// <summary>With <c>additional-fields[segment]=profile_count</c> on one segment: counted now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? ProfileCount { get; init; }

    public static SegmentAttributes Of(SegmentDefinition segment) => new()
    {
        Name = segment.Name,
        Definition = JsonNode.Parse(segment.Json)!,
        Created = segment.Created,
        Updated = segment.Updated,
        IsStarred = segment.IsStarred,
    };
}

/// <param name="Definition"><c>{"condition_groups":[{"conditions":[…]}]}</c>: in each group at least one condition must hold.</param>
public sealed record SegmentInput(string? Name, JsonElement? Definition, bool? IsStarred, bool? IsActive);
