using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>One JSON:API error.</summary>
public sealed record ApiError
{
    /// <summary>A UUID; the log line of a 5xx carries the same.</summary>
    public required string Id { get; init; }
    public required int Status { get; init; }
    /// <summary>For programs, for instance <c>invalid</c>, <c>not_found</c>, <c>duplicate_profile</c>.</summary>
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required string Detail { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ApiErrorSource? Source { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public JsonObject? Meta { get; init; }

    public static ApiError Of(int status, string code, string title, string detail, ApiErrorSource? source = null) =>
        new() { Id = Guid.CreateVersion7().ToString(), Status = status, Code = code, Title = title, Detail = detail, Source = source };
}

/// <summary>The part of the request the error is about: a JSON pointer into the body, or the name of a query parameter or header.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The name JSON:API gives it.")]
public sealed record ApiErrorSource
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Pointer { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Parameter { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Header { get; init; }
}

public sealed record ErrorDocument(IReadOnlyList<ApiError> Errors);
