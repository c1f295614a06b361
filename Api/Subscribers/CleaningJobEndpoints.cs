namespace Sms;

/// <summary>List hygiene: first whom the rules would suppress, then, when the client says so, their suppression.</summary>
internal static class CleaningJobEndpoints
{
    private const string Type = "list-cleaning-job";

    private static readonly ShortList<Cleaning> Jobs = new ShortList<Cleaning>(job => job.Id, 20, 100)
        .Filter("status", job => CleaningJobAttributes.Label(job.Status), FilterCondition.Equal, FilterCondition.Any)
        .Sort("created_at", job => job.Created);

    private static readonly ListShape People = new()
    {
        DefaultSize = 20,
        MaxSize = 100,
        Filters = new FilterRules { { "rule", FilterCondition.Equal } },
    };

    public static void MapCleaningJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/list-cleaning-jobs").WithTags("Hygiene");
        jobs.MapPost("", CreateAsync).WithSummary("Counts whom the hygiene rules would suppress; suppresses nobody.").Refuses(404, 415);
        jobs.MapGet("", ListAsync).WithSummary("List-cleaning jobs, newest first.").Refuses();
        jobs.MapGet("{id}", GetAsync).WithSummary("One list-cleaning job.").Refuses(404);
        jobs.MapPatch("{id}", ChangeAsync).WithSummary("Applies a list-cleaning job, or cancels it.").Refuses(404, 409, 415);
        jobs.MapGet("{id}/profiles", ProfilesAsync).WithSummary("The people a job would suppress, or has still to.").Refuses(404);
        routes.MapGet("/hygiene-rules", RulesAsync).WithTags("Hygiene").WithSummary("The rules that numbers are judged by, in the order they are applied in.").Refuses();
    }

    private static async Task<JsonApiAccepted<Document<CleaningJobAttributes>>> CreateAsync(
        RequestDocument<CleaningJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var known = await grains.Cleanings().RulesAsync();
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, Type);
        var rules = problems.Whole(body.Data?.Attributes?.Rules, "/data/attributes/rules");
        foreach (var (i, rule) in rules.Index())
            if (known.All(one => one.Name != rule)) problems.Add($"/data/attributes/rules/{i}", $"One of {string.Join(", ", known.Select(one => one.Name))} was expected.");
        ListId? list = null;
        if (body.Data?.Relationships?.List?.Data is { } named)
        {
            if (ListId.TryParse(named.Id, out var id)) list = id;
            else problems.Add("/data/relationships/list/data/id", "This is not the id of a list.");
        }

        problems.ThrowIfAny();
        if (list is { } only && await grains.List(only).GetAsync() is null) throw RefusedException.NotFound("list", only.Value);
        var resource = Resource(await grains.Cleanings().CreateAsync(new CleaningOrder(rules, list)), request, links);
        return new(new Document<CleaningJobAttributes>(resource, resource.Links), resource.Links.Self);
    }

    private static async Task<JsonApi<Collection<CleaningJobAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(Jobs.Shape);
        var (page, next) = Jobs.Read(await grains.Cleanings().ListAsync(), list);
        return new(new Collection<CleaningJobAttributes>([.. page.Select(job => Resource(job, request, links))], links.Page(request, next)));
    }

    private static async Task<JsonApi<Document<CleaningJobAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var resource = Resource(await FindAsync(id, grains), request, links);
        return new(new Document<CleaningJobAttributes>(resource, resource.Links));
    }

    private static async Task<JsonApi<Document<CleaningJobAttributes>>> ChangeAsync(
        string id, RequestDocument<CleaningActionInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, Type);
        problems.CheckId(body.Data?.Id, id);
        var action = body.Data?.Attributes?.Action;
        if (action is not ("apply" or "cancel")) problems.Add("/data/attributes/action", "One of apply, cancel was expected.");
        problems.ThrowIfAny();
        var grain = grains.Cleaning((await FindAsync(id, grains)).Id);
        var change = await (action == "apply" ? grain.ApplyAsync() : grain.CancelAsync());
        if (change.Verdict == CleaningVerdict.NotReady) throw RefusedException.Conflict("not_ready", "The job is still counting; look at it before it is applied.");
        if (change.Verdict == CleaningVerdict.Over) throw RefusedException.Conflict("job_over", "The job was cancelled, or is complete.");
        var resource = Resource(change.Cleaning!, request, links);
        return new(new Document<CleaningJobAttributes>(resource, resource.Links));
    }

    private static async Task<JsonApi<Collection<ProfileAttributes>>> ProfilesAsync(
        string id, [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(People);
        var job = await FindAsync(id, grains);
        var rule = list.Conditions is [var condition] ? condition.Value : null;
        if (rule is not null && job.Shares.All(share => share.Rule != rule)) throw RefusedException.Parameter("filter", $"The job has no rule '{rule}'.");
        var page = await grains.Cleaning(job.Id).PageAsync(rule, list.Position, list.Size) ?? throw RefusedException.NotFound(Type, id);
        return new(ProfileEndpoints.ToCollection(page, list, request, links));
    }

    private static async Task<JsonApi<Collection<HygieneRuleAttributes>>> RulesAsync(HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var rules = await grains.Cleanings().RulesAsync();
        var self = links.Self(request);
        return new(new Collection<HygieneRuleAttributes>(
            [.. rules.Select(rule => new Resource<HygieneRuleAttributes>("hygiene-rule", rule.Name, new HygieneRuleAttributes(rule.Says, rule.Automatic), self))],
            links.Page(request, null)));
    }

    private static async Task<Cleaning> FindAsync(string id, IGrainFactory grains) =>
        (Ulid.TryParse(id, out var ulid) && ulid.ToString() == id ? await grains.Cleaning(id).GetAsync() : null) ?? throw RefusedException.NotFound(Type, id);

    private static Resource<CleaningJobAttributes> Resource(Cleaning job, HttpRequest request, PublicLinks links) =>
        new(Type, job.Id, CleaningJobAttributes.Of(job), links.To(request, "/api/list-cleaning-jobs/" + job.Id));
}

/// <param name="Rules">Names of rules; absent: all.</param>
public sealed record CleaningJobInput(IReadOnlyList<string>? Rules);

/// <param name="Action"><c>apply</c> or <c>cancel</c>.</param>
public sealed record CleaningActionInput(string? Action);

/// <param name="Status"><c>counting</c>, <c>preview</c>, <c>applying</c>, <c>complete</c> or <c>cancelled</c>.</param>
/// <param name="ProfileCount">People that any of the rules fits, each counted once; null while they are counted.</param>
public sealed record CleaningJobAttributes(
    string Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? ListId, long? ProfileCount, IReadOnlyList<CleaningRuleAttributes> Rules)
{
    public static CleaningJobAttributes Of(Cleaning job) => new(
        Label(job.Status), job.Created, job.Updated, job.List?.Value, job.People,
        [.. job.Shares.Select(share => new CleaningRuleAttributes(share.Rule, share.Says, share.People, share.Suppressed))]);

    public static string Label(CleaningStatus status) => status.ToString().ToLowerInvariant();
}

/// <param name="ProfileCount">People it fits; somebody two rules fit is counted with each.</param>
/// <param name="SuppressedCount">People it suppressed; null before it is applied.</param>
public sealed record CleaningRuleAttributes(string Name, string Description, long? ProfileCount, long? SuppressedCount);

/// <param name="Automatic">It suppresses without a job, too.</param>
public sealed record HygieneRuleAttributes(string Description, bool Automatic);
