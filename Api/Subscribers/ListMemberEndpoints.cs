using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Sms;

/// <summary>The people of a list.</summary>
internal static class ListMemberEndpoints
{
    private const int MostIds = 1_000;

    public static void MapListMembers(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/lists/{id}").WithTags("Lists");
        members.MapGet("profiles", ListAsync).WithSummary("A list's people.").Refuses(404);
        members.MapGet("relationships/profiles", ListIdsAsync).WithSummary("The ids of a list's people.").Refuses(404);
        members.MapPost("relationships/profiles", AddAsync).WithSummary("Adds up to 1,000 people to a list.").Refuses(404, 415);
        members.MapDelete("relationships/profiles", RemoveAsync).WithSummary("Takes up to 1,000 people off a list.").Refuses(404, 415);
    }

    private static async Task<JsonApi<Collection<ProfileAttributes>>> ListAsync(
        string id, [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(ProfileFilters.OfList);
        return new(ProfileEndpoints.ToCollection(await QueryAsync(id, list, grains), list, request, links));
    }

    private static async Task<JsonApi<RelationshipPage>> ListIdsAsync(
        string id, [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(ProfileFilters.OfListIds);
        var page = await QueryAsync(id, list, grains);
        return new(new RelationshipPage(
            [.. page.Profiles.Select(profile => new ResourceId("profile", profile.Id.Value))], ProfileEndpoints.Links(page, list, request, links)));
    }

    private static async Task<NoContent> AddAsync(string id, RequestIds body, IGrainFactory grains)
    {
        var people = Read(body);
        var change = await grains.List(Parse(id)).AddAsync(people);
        if (!change.Found) throw RefusedException.NotFound("list", id);
        if (change.Unknown.Count > 0) throw Unknown(people, change.Unknown);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveAsync(string id, [FromBody] RequestIds body, IGrainFactory grains)
    {
        var change = await grains.List(Parse(id)).RemoveAsync(Read(body));
        return change.Found ? TypedResults.NoContent() : throw RefusedException.NotFound("list", id);
    }

    private static async Task<ProfilePage> QueryAsync(string id, ListRequest list, IGrainFactory grains)
    {
        var listId = Parse(id);
        if (await grains.List(listId).GetAsync() is null) throw RefusedException.NotFound("list", id);
        return await grains.Profiles().QueryAsync(ProfileFilters.ToQuery(list, listId));
    }

    private static ListId Parse(string id) => ListId.TryParse(id, out var list) ? list : throw RefusedException.NotFound("list", id);

    private static List<SubscriberId> Read(RequestIds body)
    {
        var problems = new Problems();
        var people = new List<SubscriberId>();
        if (problems.Require(body.Data, "/data"))
        {
            var ids = problems.Whole(body.Data, "/data");
            if (ids.Count > MostIds) problems.Add("/data", $"At most {MostIds} profiles a request.", "too_many");
            for (var i = 0; i < ids.Count && !problems.Any; i++)
            {
                problems.CheckType(ids[i].Type, "profile", $"/data/{i}/type");
                if (SubscriberId.TryParse(ids[i].Id, out var person)) people.Add(person);
                else problems.Add($"/data/{i}/id", "This is not the id of a profile.");
            }
        }
        problems.ThrowIfAny();
        return people;
    }

    private static RefusedException Unknown(List<SubscriberId> people, IReadOnlyList<SubscriberId> unknown) => new(404,
        [.. unknown.Take(50).Select(person => ApiError.Of(404, "not_found", "Not found.",
            $"There is no profile with id {person}. The other profiles of the request were added.", new ApiErrorSource { Pointer = $"/data/{people.IndexOf(person)}/id" }))]);
}
