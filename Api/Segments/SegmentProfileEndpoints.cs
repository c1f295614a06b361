namespace Sms;

/// <summary>The people of a segment, as they are now.</summary>
internal static class SegmentProfileEndpoints
{
    private static readonly ListShape People = new() { DefaultSize = 20, MaxSize = 100 };
    private static readonly ListShape Ids = new() { DefaultSize = 20, MaxSize = 1_000 };

    public static void MapSegmentProfiles(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/segments/{id}").WithTags("Segments");
        members.MapGet("profiles", ListAsync).WithSummary("A segment's people.").Refuses(404);
        members.MapGet("relationships/profiles", ListIdsAsync).WithSummary("The ids of a segment's people.").Refuses(404);
    }

    private static async Task<JsonApi<Collection<ProfileAttributes>>> ListAsync(
        string id, [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(People);
        return new(ProfileEndpoints.ToCollection(await ReadAsync(id, list, grains), list, request, links));
    }

    private static async Task<JsonApi<RelationshipPage>> ListIdsAsync(
        string id, [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Ids);
        var page = await ReadAsync(id, list, grains);
        return new(new RelationshipPage(
            [.. page.Profiles.Select(profile => new ResourceId("profile", profile.Id.Value))], ProfileEndpoints.Links(page, list, request, links)));
    }

    private static async Task<ProfilePage> ReadAsync(string id, ListRequest list, IGrainFactory grains) =>
        (SegmentId.TryParse(id, out var segment) ? await grains.Segment(segment).PageAsync(list.Position, list.Size) : null)
        ?? throw RefusedException.NotFound("segment", id);
}
