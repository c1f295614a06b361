namespace Sms;

/// <summary>A request with one resource.</summary>
public sealed record RequestDocument<TAttributes>(RequestResource<TAttributes>? Data);

public sealed record RequestResource<TAttributes>
{
    public string? Type { get; init; }
    public string? Id { get; init; }
    public TAttributes? Attributes { get; init; }
    public RequestRelationships? Relationships { get; init; }
    public RequestMeta? Meta { get; init; }
}

public sealed record RequestRelationships(RequestRelationship? List, RequestRelationships.Many? Lists, RequestRelationship? Flow = null)
{
    public sealed record Many(IReadOnlyList<RequestId>? Data);
}

public sealed record RequestRelationship(RequestId? Data);

public sealed record RequestMeta(PatchProperties? PatchProperties);

/// <summary>Klaviyo's partial changes of custom properties. <c>unset</c> is a name or a list of names.</summary>
public sealed record PatchProperties(System.Text.Json.JsonElement? Append, System.Text.Json.JsonElement? Unappend, System.Text.Json.JsonElement? Unset);

public sealed record RequestIds(IReadOnlyList<RequestId>? Data);

public sealed record RequestId(string? Type, string? Id);
