namespace Sms;

/// <summary>Consent in bulk: people say yes, people say no.</summary>
internal static class SubscriptionJobEndpoints
{
    private const string CreateJob = "profile-subscription-bulk-create-job";
    private const string DeleteJob = "profile-subscription-bulk-delete-job";
    private const string Method = "API";

    public static void MapSubscriptionJobs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/profile-subscription-bulk-create-jobs", SubscribeAsync).WithTags("Profiles")
            .WithSummary("Subscribes up to 1,000 people.").Refuses(404, 415);
        routes.MapPost("/profile-subscription-bulk-delete-jobs", UnsubscribeAsync).WithTags("Profiles")
            .WithSummary("Unsubscribes up to 100 people.").Refuses(404, 415);
    }

    private static async Task<JsonApiAccepted<Document<SubscriptionJobAttributes>>> SubscribeAsync(
        RequestDocument<SubscriptionJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var order = SubscriptionOrder.Read(body, CreateJob, "SUBSCRIBED", 1_000, clock.GetUtcNow());
        await CheckListAsync(order.List, grains);
        var phones = await PhonesAsync(order, grains);
        var outcome = await grains.Profiles().ImportAsync(new ImportBatch
        {
            Rows = [.. order.People.Select((person, i) => new ImportRow(
                new ProfilePatch { Phone = phones[i], Email = person.Email }, i, person.ConsentedAt, person.Channels, person.Evidence, person.TransactionalAt))],
            List = order.List,
            Consent = new ConsentGrant(order.Method ?? Method, order.CustomSource, order.Historical),
        });
        return Answer(CreateJob, order.People.Count, outcome.Refused, request, links, clock);
    }

    private static async Task<JsonApiAccepted<Document<SubscriptionJobAttributes>>> UnsubscribeAsync(
        RequestDocument<SubscriptionJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links, TimeProvider clock)
    {
        var order = SubscriptionOrder.Read(body, DeleteJob, "UNSUBSCRIBED", 100, clock.GetUtcNow());
        await CheckListAsync(order.List, grains);
        var phones = await PhonesAsync(order, grains);
        // A no is kept for people nobody knows yet, too: whoever imports them later must not text them.
        var written = await Task.WhenAll(phones.Select(phone => grains.Profiles().UpsertAsync(new ProfilePatch { Phone = phone })));
        var said = written.Zip(order.People).Where(row => row.First.Profile is not null).GroupBy(row => row.First.Profile!.Id, row => row.Second).ToList();
        await Task.WhenAll(said.Select(person => grains.Subscriber(person.Key).UnsubscribeAsync(new ConsentChange(
            order.Method ?? Method, order.List, person.Aggregate(ConsentChannels.None, (channels, one) => channels | one.Channels), order.CustomSource,
            person.First().Evidence))));
        var refused = written.Index().Where(row => row.Item.Profile is null).Select(row => new ImportRefused(
            row.Index, row.Item.Verdict == ProfileWriteVerdict.MissingPhone ? ImportRefusal.MissingPhone : ImportRefusal.InvalidPhone, "This is not a phone number."));
        return Answer(DeleteJob, order.People.Count, [.. refused], request, links, clock);
    }

    private static async Task CheckListAsync(ListId? list, IGrainFactory grains)
    {
        if (list is { } id && await grains.List(id).GetAsync() is null) throw RefusedException.NotFound("list", id.Value);
    }

    /// <summary>Each person's number as given, or as stored for those named by id.</summary>
    private static async Task<string?[]> PhonesAsync(SubscriptionOrder order, IGrainFactory grains)
    {
        var ids = order.People.Where(person => person.Phone is null).Select(person => person.Id).OfType<SubscriberId>().Distinct();
        var pages = await Task.WhenAll(ids.Chunk(100).Select(chunk => grains.Profiles().QueryAsync(new ProfileQuery { Ids = chunk, Size = 100 })));
        var stored = pages.SelectMany(page => page.Profiles).ToDictionary(profile => profile.Id, profile => profile.Phone);
        return [.. order.People.Select(person => person.Phone ?? (person.Id is { } id ? stored.GetValueOrDefault(id) : null))];
    }

    private static JsonApiAccepted<Document<SubscriptionJobAttributes>> Answer(
        string type, int total, IReadOnlyList<ImportRefused> refused, HttpRequest request, PublicLinks links, TimeProvider clock)
    {
        var attributes = new SubscriptionJobAttributes("complete", total, total - refused.Count, refused.Count, [.. refused.Select(ImportErrorAttributes.Of)]);
        var resource = new Resource<SubscriptionJobAttributes>(type, Ulid.NewUlid(clock.GetUtcNow()).ToString(), attributes, links.Self(request));
        return new(new Document<SubscriptionJobAttributes>(resource, links.Self(request)));
    }
}

/// <summary>Ours: Klaviyo answers 202 with nothing; this says what was done, and who was refused and why.</summary>
public sealed record SubscriptionJobAttributes(
    string Status, int TotalCount, int CompletedCount, int FailedCount, IReadOnlyList<ImportErrorAttributes> Errors);

/// <param name="ConsentRecord">Ours: what shows the consent of everybody in the job, where a person has no record of their own.</param>
public sealed record SubscriptionJobInput(string? CustomSource, bool? HistoricalImport, ProfilesInput? Profiles, ConsentRecordInput? ConsentRecord);
