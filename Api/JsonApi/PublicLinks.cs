using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Absolute links of answers.</summary>
internal sealed class PublicLinks(IOptions<GatewayOptions> options)
{
    private readonly string? configured = options.Value.PublicUrl?.TrimEnd('/');

    /// <summary>The public base: as configured, else the address the request was sent to.</summary>
    public string Base(HttpRequest request) => configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}";

    public Links Self(HttpRequest request) => new(Base(request) + request.Path + request.QueryString);

    public Links To(HttpRequest request, string path) => new(Base(request) + path);

    public Relationship Relation(HttpRequest request, string path, string name, object? data) =>
        new() { Data = data, Links = new RelationshipLinks($"{Base(request)}{path}/relationships/{name}", $"{Base(request)}{path}/{name}") };

    public PageLinks Page(HttpRequest request, string? next, string? previous = null) =>
        new(Base(request) + request.Path + request.QueryString, At(request, next), At(request, previous));

    private string? At(HttpRequest request, string? cursor)
    {
        if (cursor is null) return null;
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key != "page[cursor]").SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")))
        {
            { "page[cursor]", cursor },
        };
        return Base(request) + request.Path + query.ToQueryString();
    }
}
