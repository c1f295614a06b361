using System.Text.Json.Nodes;

namespace Sms;

/// <summary>What people may ask of whoever holds their data.</summary>
internal static class PrivacyEndpoints
{
    private const string JobType = "data-privacy-deletion-job";
    private const string At = "/data/attributes/profile/data";

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/data-privacy-deletion-jobs", EraseAsync).WithTags("Data Privacy")
            .WithSummary("Erases a person for good; counts stay, and later imports cannot bring them back.").Refuses(404, 415);
        routes.MapGet("/profiles/{id}/export", ExportAsync).WithTags("Data Privacy").WithSummary("Everything that is kept about a person.").Refuses(404);
    }

    private static async Task<JsonApiAccepted<Document<DeletionJobAttributes>>> EraseAsync(
        RequestDocument<DeletionJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var people = await FindAsync(body, grains);
        await grains.Privacy().EraseAsync(people);
        var self = links.Self(request);
        return new(new Document<DeletionJobAttributes>(
            new Resource<DeletionJobAttributes>(JobType, Ulid.NewUlid(clock.GetUtcNow()).ToString(), new DeletionJobAttributes("complete", people.Count), self), self));
    }

    private static async Task<JsonApi<Document<ExportAttributes>>> ExportAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var export = (SubscriberId.TryParse(id, out var person) ? await grains.Privacy().ExportAsync(person) : null) ?? throw RefusedException.NotFound("profile", id);
        var self = links.To(request, $"/api/profiles/{id}/export");
        return new(new Document<ExportAttributes>(new Resource<ExportAttributes>("profile-export", id, ExportAttributes.Of(export), self), self));
    }

    /// <summary>By number even somebody nobody knows: whoever imports that number later must not text it on the strength of an older consent.</summary>
    private static async Task<IReadOnlyList<SubscriberId>> FindAsync(RequestDocument<DeletionJobInput> body, IGrainFactory grains)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, JobType);
        var profile = body.Data?.Attributes?.Profile?.Data;
        if (problems.Require(profile, At)) problems.CheckType(profile.Type, "profile", At + "/type");
        var (phone, email) = (profile?.Attributes?.PhoneNumber.Value, profile?.Attributes?.Email.Value);
        SubscriberId? person = SubscriberId.TryParse(profile?.Id, out var parsed) ? parsed : null;
        if (profile is { Id: not null } && person is null) problems.Add(At + "/id", "This is not the id of a profile.");
        if (profile is not null && (profile.Id, phone, email) is (null, null, null))
            problems.Add(At + "/attributes/phone_number", "An id, a phone_number or an email is required.", "required");
        problems.ThrowIfAny();
        if (person is { } id) return [id];
        if (phone is not null)
            return [await grains.Profiles().IdOfAsync(phone) ?? throw RefusedException.Field(At + "/attributes/phone_number", "This is not a phone number.")];
        var found = await grains.Profiles().QueryAsync(new ProfileQuery { Emails = [email!], Size = 100 });
        return found.Profiles.Count > 0 ? [.. found.Profiles.Select(known => known.Id)] : throw RefusedException.NotFound("profile", email!);
    }
}

/// <param name="Profile">By id, number or email; an email may be several people's.</param>
public sealed record DeletionJobInput(DeletionProfile? Profile);

public sealed record DeletionProfile(RequestResource<ProfileInput>? Data);

/// <param name="Status">Always <c>complete</c>: the answer comes when it is done.</param>
/// <param name="Erased">Ours: people erased.</param>
public sealed record DeletionJobAttributes(string Status, int Erased);

public sealed record ExportAttributes(
    ProfileAttributes Profile, IReadOnlyList<string> ListIds, IReadOnlyList<ConsentRecordAttributes> ConsentTrail, IReadOnlyList<ExportedMessage> Messages,
    IReadOnlyList<ExportedEvent> Events)
{
    public static ExportAttributes Of(PersonExport export) => new(
        ProfileAttributes.Of(export.Profile, subscriptions: true), [.. export.Lists.Select(list => list.Value)],
        [.. export.Consent.Select(ConsentRecordAttributes.Of)],
        [.. export.Texts.Select(text => new ExportedMessage(text.Message.Value, text.At, text.From, text.Body))],
        [.. export.Events.Select(entry => new ExportedEvent(
            entry.Id.ToString(), entry.Metric.Name(), entry.At, entry.Message?.Value, entry.Detail is null ? null : JsonNode.Parse(entry.Detail)))]);
}

public sealed record ExportedMessage(string Id, DateTimeOffset SentAt, string? From, string? Body);

public sealed record ExportedEvent(string Id, string Metric, DateTimeOffset Datetime, string? MessageId, JsonNode? Properties);
