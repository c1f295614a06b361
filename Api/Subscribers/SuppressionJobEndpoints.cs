namespace Sms;

/// <summary>Suppression by hand: people taken out of use, and brought back.</summary>
internal static class SuppressionJobEndpoints
{
    private const string CreateJob = "profile-suppression-bulk-create-job", DeleteJob = "profile-suppression-bulk-delete-job";
    private const string At = "/data/attributes/profiles/data";
    private const int Most = 1_000;

    /// <summary>The rule a human stands for.</summary>
    private const string Rule = "manual";

    public static void MapSuppressionJobs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/profile-suppression-bulk-create-jobs", (RequestDocument<SuppressionJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock) =>
            ChangeAsync(body, CreateJob, Rule, request, grains, links, clock)).WithTags("Hygiene").WithSummary("Suppresses up to 1,000 people.").Refuses(415);
        routes.MapPost("/profile-suppression-bulk-delete-jobs", (RequestDocument<SuppressionJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock) =>
            ChangeAsync(body, DeleteJob, null, request, grains, links, clock)).WithTags("Hygiene")
            .WithSummary("Lifts the suppression of up to 1,000 people, whichever rule it was. Consent that went with it stays gone.").Refuses(415);
    }

    private static async Task<JsonApiAccepted<Document<SuppressionJobAttributes>>> ChangeAsync(
        RequestDocument<SuppressionJobInput> body, string type, string? rule, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var people = await ReadAsync(body, type, grains);
        var changed = await grains.Profiles().SuppressAsync([.. people.Distinct()], rule);
        var attributes = new SuppressionJobAttributes("complete", people.Count, changed);
        return new(new Document<SuppressionJobAttributes>(
            new Resource<SuppressionJobAttributes>(type, Ulid.NewUlid(clock.GetUtcNow()).ToString(), attributes, links.Self(request)), links.Self(request)));
    }

    private static async Task<IReadOnlyList<SubscriberId>> ReadAsync(RequestDocument<SuppressionJobInput> body, string type, IGrainFactory grains)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, type);
        var people = new List<SubscriberId>();
        if (problems.Require(body.Data?.Attributes?.Profiles?.Data, At))
        {
            var profiles = problems.Whole(body.Data!.Attributes!.Profiles!.Data, At);
            if (profiles.Count is 0 or > Most) problems.Add(At, $"1 to {Most} profiles were expected.");
            else
                foreach (var (i, profile) in profiles.Index())
                    if (await FindAsync(profile, $"{At}/{i}", problems, grains) is { } id) people.Add(id);
        }

        problems.ThrowIfAny();
        return people;
    }

    private static async Task<SubscriberId?> FindAsync(RequestResource<ProfileInput> profile, string at, Problems problems, IGrainFactory grains)
    {
        problems.CheckType(profile.Type, "profile", at + "/type");
        if (profile.Id is not null)
        {
            if (SubscriberId.TryParse(profile.Id, out var id)) return id;
            problems.Add(at + "/id", "This is not the id of a profile.");
            return null;
        }

        if (profile.Attributes?.PhoneNumber.Value is not { } phone) problems.Add(at + "/attributes/phone_number", "A phone_number or an id is required.", "required");
        else if (await grains.Profiles().IdOfAsync(phone) is { } known) return known;
        else problems.Add(at + "/attributes/phone_number", "This is not a phone number.");
        return null;
    }
}

public sealed record SuppressionJobInput(ProfilesInput? Profiles);

/// <param name="Status">Always <c>complete</c>: the answer comes when it is done.</param>
/// <param name="ChangedCount">Ours: people whose suppression changed; others are unknown, or were as asked before.</param>
public sealed record SuppressionJobAttributes(string Status, int TotalCount, int ChangedCount);
