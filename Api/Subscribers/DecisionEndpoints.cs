namespace Sms;

/// <summary>"Why not?": what was decided about each message to a person.</summary>
internal static class DecisionEndpoints
{
    private static readonly ListShape Shape = new()
    {
        DefaultSize = 20,
        MaxSize = 100,
        Filters = new FilterRules { { "campaign_id", FilterCondition.Equal } },
    };

    public static void MapDecisions(this IEndpointRouteBuilder routes) => routes.MapGet("/profiles/{id}/decisions", ListAsync).WithTags("Profiles")
        .WithSummary("Each message to a person: sent, put off or skipped, why and when; newest first.").Refuses(404);

    private static async Task<JsonApi<Collection<DecisionAttributes>>> ListAsync(
        string id, [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Shape);
        if (!SubscriberId.TryParse(id, out var person) || await grains.Profiles().GetAsync(person) is null) throw RefusedException.NotFound("profile", id);
        var page = await grains.Metrics().DecisionsAsync(new DecisionQuery
        {
            Subscriber = person,
            Campaign = CampaignOf(list),
            After = Guid.TryParse(list.Position, out var after) ? after : null,
            Size = list.Size,
        });
        var next = page.More ? list.CursorTo(page.Decisions[^1].Id.ToString()) : null;
        return new(new Collection<DecisionAttributes>([.. page.Decisions.Select(decision => Resource(decision, request, links))], links.Page(request, next)));
    }

    private static CampaignId? CampaignOf(ListRequest list)
    {
        if (list.Conditions is not [var condition]) return null;
        return CampaignId.TryParse(condition.Value, out var campaign)
            ? campaign
            : throw RefusedException.Parameter("filter", $"'{condition.Value}' is no campaign's id.");
    }

    private static Resource<DecisionAttributes> Resource(Decision decision, HttpRequest request, PublicLinks links) =>
        new("decision", decision.Id.ToString(), DecisionAttributes.Of(decision), links.To(request, "/api/messages/" + decision.Message.Value));
}
