using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Sms;

internal static class ListEndpoints
{
    private static readonly ShortList<ListDefinition> Lists = new ShortList<ListDefinition>(list => list.Id.Value, 10, 100)
        .Filter("id", list => list.Id.Value, FilterCondition.Equal, FilterCondition.Any)
        .Filter("name", list => list.Name, FilterCondition.Equal, FilterCondition.Any, FilterCondition.Contains)
        .Filter("created", list => list.Created, [.. FilterCondition.Ranges])
        .Filter("updated", list => list.Updated, [.. FilterCondition.Ranges])
        .Sort("id", list => list.Id.Value).Sort("name", list => list.Name).Sort("created", list => list.Created).Sort("updated", list => list.Updated);

    public static void MapLists(this IEndpointRouteBuilder routes)
    {
        var lists = routes.MapGroup("/lists").WithTags("Lists");
        lists.MapGet("", ListAsync).WithSummary("Lists, newest first.").Refuses();
        lists.MapPost("", CreateAsync).WithSummary("A new list.").Refuses(415);
        lists.MapGet("{id}", GetAsync).WithSummary("One list.").Refuses(404);
        lists.MapPatch("{id}", UpdateAsync).WithSummary("Renames a list.").Refuses(404, 415);
        lists.MapDelete("{id}", DeleteAsync).WithSummary("Deletes a list; its people stay.").Refuses(404);
    }

    private static async Task<JsonApi<Collection<ListAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Lists.Shape);
        var (page, next) = Lists.Read(await grains.Lists().ListAsync(), list);
        return new(new Collection<ListAttributes>([.. page.Select(item => Resource(item, request, links))], links.Page(request, next)));
    }

    private static async Task<JsonApiCreated<Document<ListAttributes>>> CreateAsync(
        RequestDocument<ListInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var (name, doubleOptIn) = Read(body, null);
        var list = await grains.Lists().CreateAsync(name!, doubleOptIn ?? false);
        var resource = Resource(list, request, links);
        return new(new Document<ListAttributes>(resource, resource.Links), resource.Links.Self);
    }

    private static async Task<JsonApi<Document<ListAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var definition = ListId.TryParse(id, out var list) ? await grains.List(list).GetAsync() : null;
        var answer = Answer(definition, id, request, links);
        if (!request.Query["additional-fields[list]"].ToString().Split(',', StringSplitOptions.TrimEntries).Contains("profile_count")) return answer;
        var document = answer.Document;
        return new(document with { Data = document.Data with { Attributes = document.Data.Attributes with { ProfileCount = await grains.List(list).CountAsync() } } });
    }

    private static async Task<JsonApi<Document<ListAttributes>>> UpdateAsync(
        string id, RequestDocument<ListInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var (name, doubleOptIn) = Read(body, id);
        return Answer(ListId.TryParse(id, out var list) ? await grains.List(list).RenameAsync(name, doubleOptIn) : null, id, request, links);
    }

    private static async Task<NoContent> DeleteAsync(string id, IGrainFactory grains)
    {
        if (!ListId.TryParse(id, out var list) || !await grains.List(list).DeleteAsync()) throw RefusedException.NotFound("list", id);
        return TypedResults.NoContent();
    }

    private static JsonApi<Document<ListAttributes>> Answer(ListDefinition? list, string id, HttpRequest request, PublicLinks links)
    {
        if (list is null) throw RefusedException.NotFound("list", id);
        return new(new Document<ListAttributes>(Resource(list, request, links), links.To(request, "/api/lists/" + list.Id.Value)));
    }

    public static Resource<ListAttributes> Resource(ListDefinition list, HttpRequest request, PublicLinks links)
    {
        var path = "/api/lists/" + list.Id.Value;
        return new("list", list.Id.Value, ListAttributes.Of(list), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship> { ["profiles"] = links.Relation(request, path, "profiles", null) },
        };
    }

    private static (string? Name, bool? DoubleOptIn) Read(RequestDocument<ListInput> body, string? pathId)
    {
        var problems = new Problems();
        var attributes = body.Data?.Attributes;
        problems.CheckType(body.Data?.Type, "list");
        if (pathId is not null) problems.CheckId(body.Data?.Id, pathId);
        if (problems.Require(attributes, "/data/attributes") && (pathId is null || attributes.Name is not null))
            problems.RequireText(attributes.Name, "/data/attributes/name", 255);
        if (attributes?.OptInProcess is not (null or "single_opt_in" or "double_opt_in"))
            problems.Add("/data/attributes/opt_in_process", "One of single_opt_in, double_opt_in was expected.");
        problems.ThrowIfAny();
        return (attributes!.Name, attributes.OptInProcess is { } process ? process == "double_opt_in" : null);
    }
}
