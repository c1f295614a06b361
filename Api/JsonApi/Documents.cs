using System.Text.Json.Serialization;

namespace Sms;

/// <summary>An answer with one resource.</summary>
public sealed record Document<TAttributes>(Resource<TAttributes> Data, Links Links)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<object>? Included { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public object? Meta { get; init; }
}

/// <summary>An answer with a page of resources.</summary>
public sealed record Collection<TAttributes>(IReadOnlyList<Resource<TAttributes>> Data, PageLinks Links)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<object>? Included { get; init; }
}

public sealed record Resource<TAttributes>(string Type, string Id, TAttributes Attributes, Links Links)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyDictionary<string, Relationship>? Relationships { get; init; }
}

public sealed record ResourceId(string Type, string Id);

/// <summary>An answer with a page of a relationship: ids only.</summary>
public sealed record RelationshipPage(IReadOnlyList<ResourceId> Data, PageLinks Links);

/// <summary>Data is a <see cref="ResourceId"/>, a list of them, or left out.</summary>
public sealed record Relationship
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public object? Data { get; init; }
    public required RelationshipLinks Links { get; init; }
}

public sealed record Links(string Self);

public sealed record RelationshipLinks(string Self, string Related);

public sealed record PageLinks(string Self, string? Next, string? Prev);
