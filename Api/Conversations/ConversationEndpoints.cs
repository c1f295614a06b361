namespace Sms;

/// <summary>What people write to us, and what a human makes of it.</summary>
internal static class ConversationEndpoints
{
    private static readonly ListShape Shape = new()
    {
        DefaultSize = 20,
        MaxSize = 100,
        Filters = new FilterRules { { "flagged", FilterCondition.Equal } },
    };

    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        var conversations = routes.MapGroup("/conversations").WithTags("Conversations");
        conversations.MapGet("", ListAsync).WithSummary("People who have texted us, newest text first; 'equals(flagged,true)' for those that wait for a decision.").Refuses();
        conversations.MapGet("{id}", GetAsync).WithSummary("One person's conversation; its id is the profile's.").Refuses(404);
        conversations.MapPatch("{id}", DecideAsync).WithSummary("Decides about a flagged conversation: keep or opt_out.").Refuses(404, 409, 415);
    }

    private static async Task<JsonApi<Collection<ConversationAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Shape);
        bool? flagged = null;
        foreach (var condition in list.Conditions)
        {
            if (!bool.TryParse(condition.Value, out var wanted)) throw RefusedException.Parameter("filter", "'flagged' is true or false.");
            flagged = wanted;
        }

        var page = await grains.Conversations().QueryAsync(new ConversationQuery(flagged, list.Position, list.Size));
        var next = page.Next is null ? null : list.CursorTo(page.Next);
        return new(new Collection<ConversationAttributes>([.. page.Conversations.Select(one => Resource(one, request, links))], links.Page(request, next)));
    }

    private static async Task<JsonApi<Document<ConversationAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links) =>
        await AnswerAsync(id, request, grains, links);

    private static async Task<JsonApi<Document<ConversationAttributes>>> DecideAsync(
        string id, RequestDocument<ConversationInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, "conversation");
        problems.CheckId(body.Data?.Id, id);
        var decision = body.Data?.Attributes?.Decision;
        if (problems.Require(decision, "/data/attributes/decision") && decision is not ("keep" or "opt_out"))
            problems.Add("/data/attributes/decision", "One of keep, opt_out was expected.");
        problems.ThrowIfAny();
        if (!SubscriberId.TryParse(id, out var person)) throw RefusedException.NotFound("conversation", id);
        switch (await grains.Subscriber(person).DecideAsync(decision == "keep" ? FlagDecision.Keep : FlagDecision.OptOut))
        {
            case FlagVerdict.UnknownPerson: throw RefusedException.NotFound("conversation", id);
            case FlagVerdict.NotFlagged:
                throw RefusedException.Conflict("not_flagged", "Nothing waits for a decision in this conversation.");
        }

        return await AnswerAsync(id, request, grains, links);
    }

    private static async Task<JsonApi<Document<ConversationAttributes>>> AnswerAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var found = SubscriberId.TryParse(id, out var person) ? await grains.Conversations().GetAsync(person) : null;
        if (found is null) throw RefusedException.NotFound("conversation", id);
        var resource = Resource(found, request, links);
        return new(new Document<ConversationAttributes>(resource, resource.Links));
    }

    private static Resource<ConversationAttributes> Resource(Conversation conversation, HttpRequest request, PublicLinks links)
    {
        var path = "/api/conversations/" + conversation.Person.Value;
        return new("conversation", conversation.Person.Value, ConversationAttributes.Of(conversation), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["profile"] = links.Relation(request, path, "profile", new ResourceId("profile", conversation.Person.Value)),
            },
        };
    }
}
