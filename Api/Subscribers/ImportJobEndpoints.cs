using Microsoft.AspNetCore.Mvc;

namespace Sms;

internal static class ImportJobEndpoints
{
    private const int MostProfiles = 10_000;
    private const long LargestBody = 10 * 1024 * 1024;
    private const string At = "/data/attributes/profiles/data";

    private static readonly ShortList<ImportJob> Jobs = new ShortList<ImportJob>(job => job.Id, 20, 100)
        .Filter("status", _ => "complete", FilterCondition.Equal, FilterCondition.Any)
        .Sort("created_at", job => job.CreatedAt);

    private static readonly ShortList<(string Id, ImportRefused Refused)> Errors = new(error => error.Id, 20, 1_000);

    public static void MapImportJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/profile-bulk-import-jobs").WithTags("Profiles");
        jobs.MapPost("", CreateAsync).WithSummary("Writes up to 10,000 people.").WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Refuses(404, 413, 415);
        jobs.MapGet("", ListAsync).WithSummary("Import jobs, newest first.").Refuses();
        jobs.MapGet("{id}", GetAsync).WithSummary("One import job.").Refuses(404);
        jobs.MapGet("{id}/import-errors", ErrorsAsync).WithSummary("Rows an import refused, and why.").Refuses(404);
    }

    private static async Task<JsonApiAccepted<Document<ImportJobAttributes>>> CreateAsync(
        RequestDocument<ImportJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var (batch, consented, broken) = Read(body, clock.GetUtcNow());
        if (batch.List is { } list && await grains.List(list).GetAsync() is null) throw RefusedException.NotFound("list", list.Value);
        var started = clock.GetUtcNow();
        var outcome = await ImportAsync(batch, consented, grains);
        if (broken.Count > 0) outcome = outcome with { Refused = [.. outcome.Refused.Concat(broken).OrderBy(refused => refused.Tag)] };
        var job = new ImportJob
        {
            Id = Ulid.NewUlid(started).ToString(),
            CreatedAt = started,
            CompletedAt = clock.GetUtcNow(),
            List = batch.List,
            Total = batch.Rows.Count + broken.Count,
            Outcome = outcome,
        };
        await grains.Imports().AddAsync(job);
        var resource = Resource(job, request, links);
        return new(new Document<ImportJobAttributes>(resource, resource.Links), resource.Links.Self);
    }

    private static async Task<JsonApi<Collection<ImportJobAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Jobs.Shape);
        var (page, next) = Jobs.Read(await grains.Imports().ListAsync(), list);
        return new(new Collection<ImportJobAttributes>([.. page.Select(job => Resource(job, request, links))], links.Page(request, next)));
    }

    private static async Task<JsonApi<Document<ImportJobAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var job = await FindAsync(id, grains);
        return new(new Document<ImportJobAttributes>(Resource(job, request, links), links.Self(request)));
    }

    private static async Task<JsonApi<Collection<ImportErrorAttributes>>> ErrorsAsync(
        string id, [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Errors.Shape);
        var job = await FindAsync(id, grains);
        var (page, next) = Errors.Read([.. job.Outcome.Refused.Select((refused, index) => ($"{id}-{index}", refused))], list);
        return new(new Collection<ImportErrorAttributes>(
            [.. page.Select(error => new Resource<ImportErrorAttributes>("import-error", error.Id, ImportErrorAttributes.Of(error.Refused), links.Self(request)))],
            links.Page(request, next)));
    }

    private static async Task<ImportJob> FindAsync(string id, IGrainFactory grains) =>
        (id.AsSpan().IsUlid() ? await grains.Imports().GetAsync(id) : null) ?? throw RefusedException.NotFound("profile-bulk-import-job", id);

    private static Resource<ImportJobAttributes> Resource(ImportJob job, HttpRequest request, PublicLinks links)
    {
        var path = "/api/profile-bulk-import-jobs/" + job.Id;
        ResourceId[] lists = job.List is { } list ? [new ResourceId("list", list.Value)] : [];
        return new("profile-bulk-import-job", job.Id, ImportJobAttributes.Of(job), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["lists"] = links.Relation(request, path, "lists", lists),
                ["import-errors"] = links.Relation(request, path, "import-errors", null),
            },
        };
    }

    /// <summary>A grain's batch has one answer to whether its people consented, so a mixed job is two of them.</summary>
    private static async Task<ImportOutcome> ImportAsync(ImportBatch batch, IReadOnlySet<int> consented, IGrainFactory grains)
    {
        if (consented.Count == batch.Rows.Count) return await grains.Profiles().ImportAsync(batch);
        if (consented.Count == 0) return await grains.Profiles().ImportAsync(batch with { Consent = null });
        var with = await grains.Profiles().ImportAsync(batch with { Rows = [.. batch.Rows.Where(row => consented.Contains(row.Tag))] });
        var without = await grains.Profiles().ImportAsync(batch with { Rows = [.. batch.Rows.Where(row => !consented.Contains(row.Tag))], Consent = null });
        return new ImportOutcome(
            with.Created + without.Created, with.Updated + without.Updated, with.Subscribed + without.Subscribed, with.AddedToList + without.AddedToList,
            [.. with.Refused.Concat(without.Refused).OrderBy(refused => refused.Tag)]);
    }

    /// <summary>A row whose attributes are no good is refused alone, like one whose number is none.</summary>
    private static (ImportBatch Batch, IReadOnlySet<int> Consented, IReadOnlyList<ImportRefused> Broken) Read(RequestDocument<ImportJobInput> body, DateTimeOffset now)
    {
        var problems = new Problems();
        var consented = new HashSet<int>();
        var input = body.Data?.Attributes;
        var historical = input?.HistoricalImport ?? false;
        problems.CheckType(body.Data?.Type, "profile-bulk-import-job");
        var evidence = input?.ConsentRecord?.Read("/data/attributes/consent_record", problems);
        var rows = new List<ImportRow>();
        var broken = new List<ImportRefused>();
        if (problems.Require(body.Data?.Attributes?.Profiles?.Data, At))
        {
            var profiles = problems.Whole(body.Data!.Attributes!.Profiles!.Data, At);
            if (profiles.Count is 0 or > MostProfiles) problems.Add(At, $"1 to {MostProfiles} profiles were expected.");
            for (var i = 0; i < profiles.Count && !problems.Any; i++)
                if (problems.Require(profiles[i].Attributes, $"{At}/{i}/attributes"))
                {
                    var sms = profiles[i].Attributes!.Subscriptions?.Sms;
                    var at = ReadConsent(sms?.Marketing, $"{At}/{i}/attributes/subscriptions/sms/marketing", historical, now, problems);
                    var other = ReadConsent(sms?.Transactional, $"{At}/{i}/attributes/subscriptions/sms/transactional", historical, now, problems);
                    var channels = (at.Given ? ConsentChannels.Marketing : ConsentChannels.None) | (other.Given ? ConsentChannels.Transactional : ConsentChannels.None);
                    var own = new Problems();
                    var patch = profiles[i].Attributes!.ToPatch(own, $"{At}/{i}/attributes", profiles[i].Meta);
                    if (own.In($"{At}/{i}/attributes") is { } wrong)
                    {
                        broken.Add(new ImportRefused(i, ImportRefusal.InvalidAttributes, wrong));
                        continue;
                    }

                    if (channels != ConsentChannels.None) consented.Add(i);
                    rows.Add(new ImportRow(patch, i, at.At, channels, at.Evidence ?? other.Evidence ?? evidence, other.At));
                }
        }
        if (input?.DefaultRegion is { } region && (region.Length != 2 || !region.All(char.IsAsciiLetterUpper)))
            problems.Add("/data/attributes/default_region", "A country in ISO 3166-1 alpha-2 was expected, for instance US.");
        if (input?.CustomSource?.Length > 255) problems.Add("/data/attributes/custom_source", "At most 255 characters.", "too_long");
        var list = ReadList(body.Data?.Relationships, problems);
        problems.ThrowIfAny();
        return (new ImportBatch { Rows = rows, List = list, DefaultRegion = input!.DefaultRegion, Consent = new ConsentGrant(input.ConsentRecord?.Method ?? "Import", input.CustomSource, historical) }, consented, broken);
    }

    private static (bool Given, DateTimeOffset? At, ConsentEvidence? Evidence) ReadConsent(
        ConsentInput? given, string place, bool historical, DateTimeOffset now, Problems problems)
    {
        if (given is null) return default;
        if (given.Consent != "SUBSCRIBED") problems.Add(place + "/consent", "'SUBSCRIBED' was expected here.");
        return (true, SubscriptionOrder.ReadTime(given.ConsentedAt, place + "/consented_at", historical, now, problems), given.Record?.Read(place + "/record", problems));
    }

    private static ListId? ReadList(RequestRelationships? relationships, Problems problems)
    {
        var lists = problems.Whole(relationships?.Lists?.Data, "/data/relationships/lists/data");
        if (lists.Count == 0) return null;
        if (lists.Count > 1) problems.Add("/data/relationships/lists/data", "One list a job.", "too_many");
        if (ListId.TryParse(lists[0].Id, out var list)) return list;
        problems.Add("/data/relationships/lists/data/0/id", "This is not the id of a list.");
        return null;
    }
}

/// <param name="DefaultRegion">Ours: the country of numbers without a country code.</param>
/// <param name="HistoricalImport">Ours, with <paramref name="CustomSource"/> and <paramref name="ConsentRecord"/>: as in a subscription job, for rows that carry a consent.</param>
public sealed record ImportJobInput(
    ProfilesInput? Profiles, string? DefaultRegion, bool? HistoricalImport, string? CustomSource, ConsentRecordInput? ConsentRecord);

public sealed record ProfilesInput(IReadOnlyList<RequestResource<ProfileInput>>? Data);
