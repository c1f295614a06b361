using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sms;

internal static class ProfileEndpoints
{
    private const string At = "/data/attributes";

    public static void MapProfiles(this IEndpointRouteBuilder routes)
    {
        var profiles = routes.MapGroup("/profiles").WithTags("Profiles");
        profiles.MapGet("", ListAsync).WithSummary("People, by page.").Refuses();
        profiles.MapPost("", CreateAsync).WithSummary("A new person.").Refuses(409, 415);
        profiles.MapGet("{id}", GetAsync).WithSummary("One person.").Refuses(404);
        profiles.MapPatch("{id}", UpdateAsync).WithSummary("Changes a person's attributes.").Refuses(404, 409, 415);
        routes.MapPost("/profile-import", ImportAsync).WithTags("Profiles").WithSummary("A new person, or an update of the one with that number.").Refuses(404, 409, 415);
    }

    private static async Task<JsonApi<Collection<ProfileAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(ProfileFilters.OfAll);
        var query = ProfileFilters.ToQuery(list);
        var page = await grains.Profiles().QueryAsync(query);
        return new(ToCollection(page, list, request, links));
    }

    public static Collection<ProfileAttributes> ToCollection(ProfilePage page, ListRequest list, HttpRequest request, PublicLinks links) =>
        new([.. page.Profiles.Select(profile => ProfileDocuments.Resource(profile, request, links))], Links(page, list, request, links));

    public static PageLinks Links(ProfilePage page, ListRequest list, HttpRequest request, PublicLinks links) =>
        links.Page(request, page.Next is { } next ? list.CursorTo(next) : null, page.Previous is { } previous ? list.CursorTo(previous) : null);

    private static async Task<JsonApi<Document<ProfileAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var profile = SubscriberId.TryParse(id, out var subscriber) ? await grains.Profiles().GetAsync(subscriber) : null;
        if (profile is null) throw RefusedException.NotFound("profile", id);
        var totals = ProfileDocuments.Wants(request, "sms_totals") ? await grains.Subscriber(subscriber).GetTotalsAsync() : null;
        return new(ProfileDocuments.Document(profile, request, links, totals));
    }

    private static async Task<JsonApiCreated<Document<ProfileAttributes>>> CreateAsync(
        RequestDocument<ProfileInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var write = await grains.Profiles().CreateAsync(Read(body));
        var profile = Written(write, "");
        return new(ProfileDocuments.Document(profile, request, links), links.To(request, "/api/profiles/" + profile.Id.Value).Self);
    }

    private static async Task<JsonApi<Document<ProfileAttributes>>> UpdateAsync(
        string id, RequestDocument<ProfileInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        if (!SubscriberId.TryParse(id, out var subscriber)) throw RefusedException.NotFound("profile", id);
        var patch = Read(body, id);
        if (body.Data!.Attributes!.PhoneNumber is { IsGiven: true, Value: null }) throw PhoneIsTheProfile();
        var write = await grains.Profiles().UpdateAsync(subscriber, patch);
        return new(ProfileDocuments.Document(Written(write, id), request, links));
    }

    private static async Task<Results<JsonApi<Document<ProfileAttributes>>, JsonApiCreated<Document<ProfileAttributes>>>> ImportAsync(
        RequestDocument<ProfileInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var patch = Read(body);
        var id = body.Data?.Id;
        // A profile named by its id alone is known by that; with a number the number decides, for it is the person.
        var write = patch.Phone is null && SubscriberId.TryParse(id, out var subscriber)
            ? await grains.Profiles().UpdateAsync(subscriber, patch)
            : await grains.Profiles().UpsertAsync(patch);
        var profile = Written(write, id ?? "");
        var document = ProfileDocuments.Document(profile, request, links);
        if (write.Verdict != ProfileWriteVerdict.Created) return new JsonApi<Document<ProfileAttributes>>(document);
        return new JsonApiCreated<Document<ProfileAttributes>>(document, document.Data.Links.Self);
    }

    private static ProfilePatch Read(RequestDocument<ProfileInput> body, string? pathId = null)
    {
        var problems = new Problems();
        ProfilePatch? patch = null;
        if (problems.Require(body.Data, "/data"))
        {
            problems.CheckType(body.Data.Type, "profile");
            if (pathId is not null) problems.CheckId(body.Data.Id, pathId);
            if (problems.Require(body.Data.Attributes, At))
            {
                patch = body.Data.Attributes.ToPatch(problems, At, body.Data.Meta);
                CheckZone(body.Data.Attributes.Location, problems);
            }
        }
        problems.ThrowIfAny();
        return patch!;
    }

    /// <summary>Quiet hours go by it. In an import a zone nobody knows is kept and passed over: one row must not refuse the others.</summary>
    private static void CheckZone(JsonElement location, Problems problems)
    {
        if (location.ValueKind != JsonValueKind.Object || !location.TryGetProperty("timezone", out var zone) || zone.ValueKind == JsonValueKind.Null) return;
        if (zone.ValueKind != JsonValueKind.String || !TimeZoneInfo.TryFindSystemTimeZoneById(zone.GetString()!, out _))
            problems.Add(At + "/location/timezone", "A time zone by its IANA name was expected, for instance America/New_York.");
    }

    private static Profile Written(ProfileWrite write, string id) => write.Verdict switch
    {
        ProfileWriteVerdict.Created or ProfileWriteVerdict.Updated => write.Profile!,
        ProfileWriteVerdict.Exists => throw Duplicate(write.Profile!),
        ProfileWriteVerdict.Unknown => throw RefusedException.NotFound("profile", id),
        ProfileWriteVerdict.InvalidPhone => throw RefusedException.Field(At + "/phone_number", $"{write.Detail}. Send it in E.164, for instance +15005550006."),
        ProfileWriteVerdict.MissingPhone => throw RefusedException.Field(At + "/phone_number", "A profile needs a phone_number."),
        ProfileWriteVerdict.PhoneIsTheProfile => throw PhoneIsTheProfile(),
        _ => throw new InvalidOperationException($"No answer for {write.Verdict}"),
    };

    private static RefusedException PhoneIsTheProfile() => RefusedException.Conflict(
        "phone_number_is_the_profile", "The phone number identifies the profile and cannot change. Create a profile with the new number.", At + "/phone_number");

    private static RefusedException Duplicate(Profile known)
    {
        var error = ApiError.Of(409, "duplicate_profile", "Conflict.", "A profile with this phone_number exists.", new ApiErrorSource { Pointer = At + "/phone_number" });
        return new RefusedException(409, [error with { Meta = new JsonObject { ["duplicate_profile_id"] = known.Id.Value } }]);
    }
}
