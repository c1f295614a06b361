using Microsoft.AspNetCore.Http.HttpResults;

namespace Sms;

internal static class FlowEndpoints
{
    private const string In = "/data/attributes/definition";

    private static readonly ShortList<Flow> Flows = new ShortList<Flow>(flow => flow.Id.Value, 50, 50)
        .Filter("id", flow => flow.Id.Value, FilterCondition.Any, FilterCondition.Equal)
        .Filter("name", flow => flow.Definition.Name, FilterCondition.Contains, FilterCondition.Equal)
        .Filter("status", flow => FlowAttributes.StatusOf(flow.Status), FilterCondition.Equal)
        .Filter("archived", _ => false, FilterCondition.Equal)
        .Filter("trigger_type", flow => FlowAttributes.TriggerOf(flow), FilterCondition.Equal)
        .Filter("created", flow => flow.Created, [.. FilterCondition.Ranges])
        .Filter("updated", flow => flow.Updated, [.. FilterCondition.Ranges])
        .Sort("id", flow => flow.Id.Value).Sort("name", flow => flow.Definition.Name).Sort("status", flow => FlowAttributes.StatusOf(flow.Status))
        .Sort("trigger_type", flow => FlowAttributes.TriggerOf(flow)).Sort("created", flow => flow.Created).Sort("updated", flow => flow.Updated);

    public static void MapFlows(this IEndpointRouteBuilder routes)
    {
        var flows = routes.MapGroup("/flows").WithTags("Flows");
        flows.MapGet("", ListAsync).WithSummary("Flows, newest first.").Refuses();
        flows.MapPost("", CreateAsync).WithSummary("A new flow, as a draft.").Refuses(415);
        flows.MapGet("{id}", GetAsync).WithSummary("One flow.").Refuses(404);
        flows.MapPatch("{id}", UpdateAsync).WithSummary("Makes a flow live, manual or a draft.").Refuses(404, 415);
        flows.MapDelete("{id}", DeleteAsync).WithSummary("Deletes a flow; whoever is in it gets no more of its texts.").Refuses(404);
    }

    private static async Task<JsonApi<Collection<FlowAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Flows.Shape);
        var (page, next) = Flows.Read(await grains.Flows().ListAsync(), list);
        return new(new Collection<FlowAttributes>([.. page.Select(flow => Resource(flow, request, links))], links.Page(request, next)));
    }

    private static async Task<JsonApiCreated<Document<FlowAttributes>>> CreateAsync(
        RequestDocument<FlowInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var order = FlowReader.Read(body);
        var resource = Resource(Created(await grains.Flows().CreateAsync(order.Definition), order), request, links, withDefinition: true);
        return new(new Document<FlowAttributes>(resource, resource.Links), resource.Links.Self);
    }

    private static async Task<JsonApi<Document<FlowAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var asked = request.Query["additional-fields[flow]"].ToString().Split(',', StringSplitOptions.TrimEntries).Contains("definition");
        return Answer(FlowId.TryParse(id, out var flow) ? await grains.Flow(flow).GetAsync() : null, id, request, links, asked);
    }

    private static async Task<JsonApi<Document<FlowAttributes>>> UpdateAsync(
        string id, RequestDocument<FlowUpdateInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        if (!FlowId.TryParse(id, out var flow)) throw RefusedException.NotFound("flow", id);
        return Answer(await grains.Flow(flow).SetStatusAsync(FlowReader.ReadStatus(body, id)), id, request, links);
    }

    private static async Task<NoContent> DeleteAsync(string id, IGrainFactory grains)
    {
        if (!FlowId.TryParse(id, out var flow) || !await grains.Flow(flow).DeleteAsync()) throw RefusedException.NotFound("flow", id);
        return TypedResults.NoContent();
    }

    private static Flow Created(FlowChange change, FlowOrder order) => change.Verdict switch
    {
        FlowVerdict.Done => change.Flow!,
        FlowVerdict.NoSuchList => throw RefusedException.One(
            400, "not_found", "Invalid input.", "There is no list with this id.", new ApiErrorSource { Pointer = In + "/triggers/0/id" }),
        FlowVerdict.BrokenTemplate => throw RefusedException.One(
            400, "invalid_template", "Invalid input.", change.Detail ?? "The text is not a template.",
            new ApiErrorSource { Pointer = $"{In}/actions/{order.Places[change.Action!.Value]}/data/message/body" }),
        _ => throw new InvalidOperationException($"No answer for {change.Verdict}"),
    };

    private static JsonApi<Document<FlowAttributes>> Answer(Flow? flow, string id, HttpRequest request, PublicLinks links, bool withDefinition = false)
    {
        var resource = Resource(flow ?? throw RefusedException.NotFound("flow", id), request, links, withDefinition);
        return new(new Document<FlowAttributes>(resource, resource.Links));
    }

    private static Resource<FlowAttributes> Resource(Flow flow, HttpRequest request, PublicLinks links, bool withDefinition = false)
    {
        var path = "/api/flows/" + flow.Id.Value;
        return new("flow", flow.Id.Value, FlowAttributes.Of(flow, withDefinition), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["flow-actions"] = links.Relation(request, path, "flow-actions", flow.Definition.Actions.Select(action => new ResourceId("flow-action", action.Id)).ToArray()),
                ["tags"] = links.Relation(request, path, "tags", Array.Empty<ResourceId>()),
            },
        };
    }
}
