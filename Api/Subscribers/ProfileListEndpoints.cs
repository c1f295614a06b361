namespace Sms;

/// <summary>The lists of a person.</summary>
internal static class ProfileListEndpoints
{
    public static void MapProfileLists(this IEndpointRouteBuilder routes)
    {
        var profile = routes.MapGroup("/profiles/{id}").WithTags("Profiles");
        profile.MapGet("lists", ListAsync).WithSummary("The lists a person is on.").Refuses(404);
        profile.MapGet("relationships/lists", ListIdsAsync).WithSummary("The ids of the lists a person is on.").Refuses(404);
    }

    private static async Task<JsonApi<Collection<ListAttributes>>> ListAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var lists = await Task.WhenAll((await ReadAsync(id, grains)).Select(list => grains.List(list).GetAsync()));
        // A list may be deleted between the two questions.
        return new(new Collection<ListAttributes>(
            [.. lists.OfType<ListDefinition>().Select(list => ListEndpoints.Resource(list, request, links))], links.Page(request, null)));
    }

    private static async Task<JsonApi<RelationshipPage>> ListIdsAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links) =>
        new(new RelationshipPage([.. (await ReadAsync(id, grains)).Select(list => new ResourceId("list", list.Value))], links.Page(request, null)));

    private static async Task<IReadOnlyList<ListId>> ReadAsync(string id, IGrainFactory grains) =>
        (SubscriberId.TryParse(id, out var person) ? await grains.Profiles().ListsOfAsync(person) : null) ?? throw RefusedException.NotFound("profile", id);
}
