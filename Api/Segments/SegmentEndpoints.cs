using Microsoft.AspNetCore.Http.HttpResults;

namespace Sms;

internal static class SegmentEndpoints
{
    private const string At = "/data/attributes";

    private static readonly ShortList<SegmentDefinition> Segments = new ShortList<SegmentDefinition>(segment => segment.Id.Value, 10, 100)
        .Filter("id", segment => segment.Id.Value, FilterCondition.Equal, FilterCondition.Any)
        .Filter("name", segment => segment.Name, FilterCondition.Equal, FilterCondition.Any, FilterCondition.Contains)
        .Filter("created", segment => segment.Created, [.. FilterCondition.Ranges])
        .Filter("updated", segment => segment.Updated, [.. FilterCondition.Ranges])
        .Filter("is_active", _ => true, FilterCondition.Equal, FilterCondition.Any)
        .Filter("is_starred", segment => segment.IsStarred, FilterCondition.Equal)
        .Sort("id", segment => segment.Id.Value).Sort("name", segment => segment.Name).Sort("created", segment => segment.Created)
        .Sort("updated", segment => segment.Updated);

    public static void MapSegmentDefinitions(this IEndpointRouteBuilder routes)
    {
        var segments = routes.MapGroup("/segments").WithTags("Segments");
        segments.MapGet("", ListAsync).WithSummary("Segments, newest first.").Refuses();
        segments.MapPost("", CreateAsync).WithSummary("A new segment.").Refuses(415);
        segments.MapGet("{id}", GetAsync).WithSummary("One segment.").Refuses(404);
        segments.MapPatch("{id}", UpdateAsync).WithSummary("Changes a segment.").Refuses(404, 415);
        segments.MapDelete("{id}", DeleteAsync).WithSummary("Deletes a segment; its people stay.").Refuses(404);
    }

    private static async Task<JsonApi<Collection<SegmentAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Segments.Shape);
        var (page, next) = Segments.Read(await grains.Segments().ListAsync(), list);
        return new(new Collection<SegmentAttributes>([.. page.Select(item => Resource(item, request, links))], links.Page(request, next)));
    }

    private static async Task<JsonApiCreated<Document<SegmentAttributes>>> CreateAsync(
        RequestDocument<SegmentInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var draft = await ReadAsync(body, null, grains);
        var segment = Changed(await grains.Segments().CreateAsync(draft), "", draft);
        var resource = Resource(segment, request, links);
        return new(new Document<SegmentAttributes>(resource, resource.Links), resource.Links.Self);
    }

    private static async Task<JsonApi<Document<SegmentAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var segment = await FindAsync(id, grains);
        var resource = Resource(segment, request, links);
        if (request.Query["additional-fields[segment]"].ToString().Split(',', StringSplitOptions.TrimEntries).Contains("profile_count"))
            resource = resource with { Attributes = resource.Attributes with { ProfileCount = await grains.Segment(segment.Id).CountAsync() } };
        return new(new Document<SegmentAttributes>(resource, resource.Links));
    }

    private static async Task<JsonApi<Document<SegmentAttributes>>> UpdateAsync(
        string id, RequestDocument<SegmentInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var stored = await FindAsync(id, grains);
        var draft = await ReadAsync(body, id, grains);
        var resource = Resource(Changed(await grains.Segment(stored.Id).UpdateAsync(draft), id, draft), request, links);
        return new(new Document<SegmentAttributes>(resource, resource.Links));
    }

    private static async Task<NoContent> DeleteAsync(string id, IGrainFactory grains)
    {
        if (!SegmentId.TryParse(id, out var segment) || !await grains.Segment(segment).DeleteAsync()) throw RefusedException.NotFound("segment", id);
        return TypedResults.NoContent();
    }

    public static async Task<SegmentDefinition> FindAsync(string id, IGrainFactory grains) =>
        (SegmentId.TryParse(id, out var segment) ? await grains.Segment(segment).GetAsync() : null) ?? throw RefusedException.NotFound("segment", id);

    private static Resource<SegmentAttributes> Resource(SegmentDefinition segment, HttpRequest request, PublicLinks links)
    {
        var path = "/api/segments/" + segment.Id.Value;
        return new("segment", segment.Id.Value, SegmentAttributes.Of(segment), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship> { ["profiles"] = links.Relation(request, path, "profiles", null) },
        };
    }

    private static async Task<SegmentDraft> ReadAsync(RequestDocument<SegmentInput> body, string? pathId, IGrainFactory grains)
    {
        var problems = new Problems();
        var input = body.Data?.Attributes;
        problems.CheckType(body.Data?.Type, "segment");
        if (pathId is not null) problems.CheckId(body.Data?.Id, pathId);
        SegmentRule? rule = null;
        if (problems.Require(input, At))
        {
            if (pathId is null || input.Name is not null) problems.RequireText(input.Name, At + "/name", 255);
            if (input.IsActive == false) problems.Add(At + "/is_active", "Segments are always active; delete one that is no longer wanted.", "unsupported");
            if (input.Definition is { ValueKind: not System.Text.Json.JsonValueKind.Null } definition)
                rule = await SegmentGroups.SortAsync(SegmentReader.Read(definition, At + "/definition", problems), grains, problems);
            else if (pathId is null) problems.Require(null, At + "/definition");
        }

        problems.ThrowIfAny();
        return new SegmentDraft(input!.Name, rule is null ? null : input.Definition!.Value.GetRawText(), rule, input.IsStarred);
    }

    private static SegmentDefinition Changed(SegmentChange change, string id, SegmentDraft draft) => change.Verdict switch
    {
        SegmentVerdict.Done => change.Segment!,
        SegmentVerdict.Unknown when change.Detail is null => throw RefusedException.NotFound("segment", id),
        SegmentVerdict.Unknown => throw RefusedException.Field(SegmentGroups.PointerTo(change.Detail, draft), $"There is no segment {change.Detail}."),
        SegmentVerdict.Circular => throw RefusedException.Field(SegmentGroups.PointerTo(change.Detail, draft), "A segment cannot depend on itself, nor through others."),
        SegmentVerdict.TooLarge => throw RefusedException.Field(
            At + "/definition/condition_groups", "Together with the segments it names it has more than 200 conditions, or they lie more than five deep."),
        _ => throw new InvalidOperationException($"No answer for {change.Verdict}"),
    };
}
