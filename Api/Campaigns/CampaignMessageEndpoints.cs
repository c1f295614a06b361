namespace Sms;

/// <summary>A campaign's message, or its variations.</summary>
internal static class CampaignMessageEndpoints
{
    public static void MapCampaignMessages(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("").WithTags("Campaigns");
        messages.MapGet("/campaigns/{id}/campaign-messages", ListAsync).WithSummary("A campaign's message, or its variations.").Refuses(404);
        messages.MapGet("/campaign-messages/{id}", GetAsync).WithSummary("One message of a campaign.").Refuses(404);
        messages.MapPatch("/campaign-messages/{id}", UpdateAsync).WithSummary("Changes a draft's message.").Refuses(404, 409, 415);
    }

    private static async Task<JsonApi<Collection<CampaignMessageAttributes>>> ListAsync(
        string id, [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        parameters.Read(new ListShape { DefaultSize = 100, MaxSize = 100 });
        var campaign = await CampaignEndpoints.FindAsync(id, grains);
        return new(new Collection<CampaignMessageAttributes>([.. CampaignDocuments.Messages(campaign, request, links)], links.Page(request, null)));
    }

    private static async Task<JsonApi<Document<CampaignMessageAttributes>>> GetAsync(
        string id, string? include, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var includes = Includes.Read(include, ["campaign"]);
        return Answer(await FindAsync(id, grains), id, includes.Count > 0, request, links);
    }

    private static async Task<JsonApi<Document<CampaignMessageAttributes>>> UpdateAsync(
        string id, RequestDocument<CampaignMessageInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var campaign = await FindAsync(id, grains);
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, "campaign-message");
        problems.CheckId(body.Data?.Id, id);
        var stored = campaign.Definition;
        var definition = stored.Variations.Count < 2
            ? VariationReader.ReadOnly(body.Data?.Attributes, stored, problems) : VariationReader.Replace(body.Data?.Attributes, id, stored, problems);
        problems.ThrowIfAny();
        var change = await grains.Campaign(campaign.Id).UpdateAsync(definition);
        return Answer(CampaignDocuments.Changed(change, campaign.Id.Value), id, false, request, links);
    }

    private static async Task<Campaign> FindAsync(string id, IGrainFactory grains) =>
        (id.AsSpan().IsUlid() ? await grains.Campaigns().FindByMessageAsync(id) : null) ?? throw RefusedException.NotFound("campaign-message", id);

    private static JsonApi<Document<CampaignMessageAttributes>> Answer(Campaign campaign, string id, bool withCampaign, HttpRequest request, PublicLinks links)
    {
        var resource = CampaignDocuments.Message(campaign, id, request, links);
        return new(new Document<CampaignMessageAttributes>(resource, resource.Links)
        {
            Included = withCampaign ? [CampaignDocuments.Resource(campaign, request, links)] : null,
        });
    }
}
