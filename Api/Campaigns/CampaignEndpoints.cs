using Microsoft.AspNetCore.Http.HttpResults;

namespace Sms;

internal static class CampaignEndpoints
{
    private static readonly ShortList<Campaign> Campaigns = new ShortList<Campaign>(campaign => campaign.Id.Value, 100, 100, "campaign-messages")
        .Filter("messages.channel", _ => "sms", FilterCondition.Equal)
        .Filter("id", campaign => campaign.Id.Value, FilterCondition.Any, FilterCondition.Equal)
        .Filter("name", campaign => campaign.Definition.Name, FilterCondition.Contains, FilterCondition.Equal)
        .Filter("status", campaign => CampaignAttributes.StatusOf(campaign), FilterCondition.Any, FilterCondition.Equal)
        .Filter("archived", _ => false, FilterCondition.Equal)
        .Filter("created_at", campaign => campaign.Created, [.. FilterCondition.Ranges])
        .Filter("scheduled_at", campaign => campaign.SentAt, [.. FilterCondition.Ranges])
        .Filter("updated_at", campaign => campaign.Updated, [.. FilterCondition.Ranges])
        .Sort("id", campaign => campaign.Id.Value).Sort("name", campaign => campaign.Definition.Name).Sort("created_at", campaign => campaign.Created)
        .Sort("scheduled_at", campaign => campaign.SentAt).Sort("updated_at", campaign => campaign.Updated);

    public static void MapCampaignDefinitions(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/campaigns").WithTags("Campaigns");
        campaigns.MapGet("", ListAsync).WithSummary("Campaigns, newest first.").Refuses();
        campaigns.MapPost("", CreateAsync).WithSummary("A new campaign, as a draft.").Refuses(415);
        campaigns.MapGet("{id}", GetAsync).WithSummary("One campaign.").Refuses(404);
        campaigns.MapPatch("{id}", UpdateAsync).WithSummary("Changes a draft; of a scheduled campaign its send strategy alone.").Refuses(404, 409, 415);
        campaigns.MapDelete("{id}", DeleteAsync).WithSummary("Deletes a draft.").Refuses(404, 409);
    }

    private static async Task<JsonApi<Collection<CampaignAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Campaigns.Shape);
        var (page, next) = Campaigns.Read(await grains.Campaigns().ListAsync(), list);
        return new(new Collection<CampaignAttributes>([.. page.Select(campaign => CampaignDocuments.Resource(campaign, request, links))], links.Page(request, next))
        {
            Included = list.Includes.Count > 0 ? [.. page.SelectMany(campaign => CampaignDocuments.Messages(campaign, request, links))] : null,
        });
    }

    private static async Task<JsonApiCreated<Document<CampaignAttributes>>> CreateAsync(
        RequestDocument<CampaignInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var problems = new Problems();
        var definition = CampaignReader.Read(body, null, null, problems);
        problems.ThrowIfAny();
        definition = await CampaignGroups.SortAsync(definition, grains);
        var campaign = await grains.Campaigns().CreateAsync(definition);
        return new(CampaignDocuments.Document(campaign, request, links, withMessage: true), links.To(request, "/api/campaigns/" + campaign.Id.Value).Self);
    }

    private static async Task<JsonApi<Document<CampaignAttributes>>> GetAsync(
        string id, string? include, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var includes = Includes.Read(include, ["campaign-messages"]);
        var campaign = await FindAsync(id, grains);
        var figures = campaign is { LaunchedAt: not null, Definition.Variations.Count: > 1 } ? await grains.Campaign(campaign.Id).GetVariationsAsync() : null;
        return new(CampaignDocuments.Document(campaign, request, links, includes.Count > 0, figures));
    }

    private static async Task<JsonApi<Document<CampaignAttributes>>> UpdateAsync(
        string id, RequestDocument<CampaignInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var stored = await FindAsync(id, grains);
        var problems = new Problems();
        var definition = CampaignReader.Read(body, stored.Definition, id, problems);
        problems.ThrowIfAny();
        definition = await CampaignGroups.SortAsync(definition, grains);
        var grain = grains.Campaign(stored.Id);
        // A draft's strategy is changed with the rest of it; anything else that is not sent yet is only put to another time.
        var change = stored.Status != CampaignStatus.Draft && body.Data!.Attributes!.IsStrategyAlone
            ? await grain.RescheduleAsync(definition.Strategy) : await grain.UpdateAsync(definition);
        return new(CampaignDocuments.Document(CampaignDocuments.Changed(change, id), request, links));
    }

    private static async Task<NoContent> DeleteAsync(string id, IGrainFactory grains)
    {
        if (!CampaignId.TryParse(id, out var campaign)) throw RefusedException.NotFound("campaign", id);
        var change = await grains.Campaign(campaign).DeleteAsync();
        if (change.Verdict != CampaignVerdict.Done) CampaignDocuments.Changed(change, id);
        return TypedResults.NoContent();
    }

    public static async Task<Campaign> FindAsync(string id, IGrainFactory grains) =>
        (CampaignId.TryParse(id, out var campaign) ? await grains.Campaign(campaign).GetAsync() : null) ?? throw RefusedException.NotFound("campaign", id);
}
