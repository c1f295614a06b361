using Microsoft.AspNetCore.Http.HttpResults;

namespace Sms;

/// <summary>Keywords of the deployment's own: join a list, start a flow, get an answer.</summary>
internal static class SmsKeywordEndpoints
{
    private const string Type = "sms-keyword";

    private static readonly ShortList<SmsKeyword> Keywords = new ShortList<SmsKeyword>(keyword => keyword.Id, 20, 100)
        .Filter("keyword", keyword => keyword.Word, FilterCondition.Equal, FilterCondition.Any, FilterCondition.Contains)
        .Sort("keyword", keyword => keyword.Word).Sort("created", keyword => keyword.Created).Sort("updated", keyword => keyword.Updated);

    public static void MapSmsKeywords(this IEndpointRouteBuilder routes)
    {
        var keywords = routes.MapGroup("/sms-keywords").WithTags("Conversations");
        keywords.MapGet("", ListAsync).WithSummary("Keywords of our own, newest first.").Refuses();
        keywords.MapPost("", CreateAsync).WithSummary("A new keyword.").Refuses(404, 409, 415);
        keywords.MapGet("{id}", GetAsync).WithSummary("One keyword.").Refuses(404);
        keywords.MapPut("{id}", ReplaceAsync).WithSummary("Replaces a keyword.").Refuses(404, 409, 415);
        keywords.MapDelete("{id}", DeleteAsync).WithSummary("Deletes a keyword.").Refuses(404);
    }

    private static async Task<JsonApi<Collection<SmsKeywordAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Keywords.Shape);
        var (page, next) = Keywords.Read(await grains.SmsKeywords().ListAsync(), list);
        return new(new Collection<SmsKeywordAttributes>([.. page.Select(keyword => Resource(keyword, request, links))], links.Page(request, next)));
    }

    private static async Task<JsonApi<Document<SmsKeywordAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links) =>
        Answer(await FindAsync(id, grains), request, links);

    private static async Task<JsonApiCreated<Document<SmsKeywordAttributes>>> CreateAsync(
        RequestDocument<SmsKeywordInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var keyword = Written(await grains.SmsKeywords().CreateAsync(await ReadAsync(body, Ulid.NewUlid(now).ToString(), now, now, null, grains)), "");
        var resource = Resource(keyword, request, links);
        return new(new Document<SmsKeywordAttributes>(resource, resource.Links), resource.Links.Self);
    }

    private static async Task<JsonApi<Document<SmsKeywordAttributes>>> ReplaceAsync(
        string id, RequestDocument<SmsKeywordInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var known = await FindAsync(id, grains);
        var wanted = await ReadAsync(body, id, known.Created, clock.GetUtcNow(), id, grains);
        return Answer(Written(await grains.SmsKeywords().ReplaceAsync(wanted), id), request, links);
    }

    private static async Task<NoContent> DeleteAsync(string id, IGrainFactory grains)
    {
        if (!await grains.SmsKeywords().DeleteAsync(id)) throw RefusedException.NotFound(Type, id);
        return TypedResults.NoContent();
    }

    private static async Task<SmsKeyword> FindAsync(string id, IGrainFactory grains) =>
        await grains.SmsKeywords().GetAsync(id) ?? throw RefusedException.NotFound(Type, id);

    private static SmsKeyword Written(KeywordWrite write, string id) => write.Verdict switch
    {
        KeywordVerdict.Written => write.Keyword!,
        KeywordVerdict.Unknown => throw RefusedException.NotFound(Type, id),
        KeywordVerdict.Taken => throw RefusedException.Conflict("duplicate", "Another keyword is the same words.", "/data/attributes/keyword"),
        KeywordVerdict.Reserved => throw RefusedException.Field(
            "/data/attributes/keyword", "These words opt out, opt in, ask for help or say yes somewhere, or hold an opt-out word, or are no words."),
        _ => throw new InvalidOperationException($"No answer for {write.Verdict}"),
    };

    private static async Task<SmsKeyword> ReadAsync(
        RequestDocument<SmsKeywordInput> body, string id, DateTimeOffset created, DateTimeOffset now, string? pathId, IGrainFactory grains)
    {
        const string At = "/data/attributes";
        var problems = new Problems();
        var attributes = body.Data?.Attributes;
        problems.CheckType(body.Data?.Type, Type);
        if (pathId is not null) problems.CheckId(body.Data?.Id, pathId);
        if (problems.Require(attributes, At)) problems.RequireText(attributes.Keyword, At + "/keyword", 40);
        if (attributes?.Response is { } response && (string.IsNullOrWhiteSpace(response) || response.Length > 480))
            problems.Add(At + "/response", "1 to 480 characters.");
        if (attributes?.OptInProcess is not (null or "single_opt_in" or "double_opt_in"))
            problems.Add(At + "/opt_in_process", "One of single_opt_in, double_opt_in was expected.");
        ListId? list = ListId.TryParse(attributes?.ListId, out var given) ? given : null;
        if (attributes?.ListId is not null && list is null) problems.Add(At + "/list_id", "This is not the id of a list.");
        var flow = ReadFlow(body.Data?.Relationships?.Flow?.Data, problems);
        if (attributes is { ListId: null, Response: null } && flow is null) problems.Add(At, "A keyword needs a list_id, a response, a flow or some of them.", "required");
        problems.ThrowIfAny();
        if (list is { } wanted && await grains.List(wanted).GetAsync() is null) throw RefusedException.NotFound("list", wanted.Value);
        if (flow is { } started && await grains.Flow(started).GetAsync() is null) throw RefusedException.NotFound("flow", started.Value);
        return new SmsKeyword
        {
            Id = id,
            Word = attributes!.Keyword!.Trim(),
            List = list,
            Reply = attributes.Response,
            DoubleOptIn = attributes.OptInProcess is { } process ? process == "double_opt_in" : null,
            Created = created,
            Updated = now,
            Flow = flow,
        };
    }

    private static FlowId? ReadFlow(RequestId? given, Problems problems)
    {
        const string At = "/data/relationships/flow/data";
        if (given is null) return null;
        problems.CheckType(given.Type, "flow", At + "/type");
        if (FlowId.TryParse(given.Id, out var flow)) return flow;
        problems.Add(At + "/id", "This is not the id of a flow.");
        return null;
    }

    private static JsonApi<Document<SmsKeywordAttributes>> Answer(SmsKeyword keyword, HttpRequest request, PublicLinks links)
    {
        var resource = Resource(keyword, request, links);
        return new(new Document<SmsKeywordAttributes>(resource, resource.Links));
    }

    private static Resource<SmsKeywordAttributes> Resource(SmsKeyword keyword, HttpRequest request, PublicLinks links)
    {
        var path = "/api/sms-keywords/" + keyword.Id;
        return new(Type, keyword.Id, SmsKeywordAttributes.Of(keyword), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["flow"] = links.Relation(request, path, "flow", keyword.Flow is { } flow ? new ResourceId("flow", flow.Value) : null),
            },
        };
    }
}
