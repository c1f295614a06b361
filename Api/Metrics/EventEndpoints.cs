namespace Sms;

internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/events").WithTags("Metrics");
        events.MapGet("", ListAsync).WithSummary("Recorded events, newest first.").Refuses();
        events.MapGet("{id}", GetAsync).WithSummary("One event.").Refuses(404);
    }

    private static async Task<JsonApi<Collection<EventAttributes>>> ListAsync(
        [AsParameters] ListParameters parameters, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var list = parameters.Read(EventFilters.Shape);
        var query = EventFilters.ToQuery(list);
        var page = await grains.Metrics().QueryEventsAsync(query);
        var names = await SourceNames.OfAsync(page.Events, grains);
        var next = page.More && page.Events.Count > 0 ? list.CursorTo(page.Events[^1].Id.ToString()) : null;
        return new(new Collection<EventAttributes>([.. page.Events.Select(recorded => Resource(recorded, names, request, links))], links.Page(request, next))
        {
            Included = Included(page.Events, list.Includes, request, links),
        });
    }

    private static async Task<JsonApi<Document<EventAttributes>>> GetAsync(
        string id, string? include, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var includes = Includes.Read(include, EventFilters.Shape.Includes);
        var recorded = Guid.TryParse(id, out var guid) ? await grains.Metrics().GetEventAsync(guid) : null;
        if (recorded is null) throw RefusedException.NotFound("event", id);
        if (includes.Contains("profile") && recorded.Profile is null)
            recorded = recorded with { Profile = await grains.Profiles().GetAsync(recorded.Subscriber) };
        var names = await SourceNames.OfAsync([recorded], grains);
        var resource = Resource(recorded, names, request, links);
        return new(new Document<EventAttributes>(resource, resource.Links) { Included = Included([recorded], includes, request, links) });
    }

    private static Resource<EventAttributes> Resource(RecordedEvent recorded, SourceNames names, HttpRequest request, PublicLinks links)
    {
        var path = "/api/events/" + recorded.Id;
        return new("event", recorded.Id.ToString(), EventAttributes.Of(recorded, names), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["profile"] = links.Relation(request, path, "profile", recorded.Subscriber.Value is "" ? null : new ResourceId("profile", recorded.Subscriber.Value)),
                ["metric"] = links.Relation(request, path, "metric", new ResourceId("metric", recorded.Metric.PublicId())),
                ["attributions"] = links.Relation(request, path, "attributions", Array.Empty<ResourceId>()),
            },
        };
    }

    private static List<object>? Included(IReadOnlyList<RecordedEvent> events, IReadOnlySet<string> includes, HttpRequest request, PublicLinks links)
    {
        if (includes.Count == 0) return null;
        var included = new List<object>();
        if (includes.Contains("profile"))
            included.AddRange(events.Select(recorded => recorded.Profile).OfType<Profile>().DistinctBy(profile => profile.Id)
                .Select(profile => ProfileDocuments.Resource(profile, request, links)));
        if (includes.Contains("metric"))
            included.AddRange(events.Select(recorded => recorded.Metric).Distinct().Select(metric => MetricEndpoints.Resource(metric, request, links)));
        return included;
    }
}
