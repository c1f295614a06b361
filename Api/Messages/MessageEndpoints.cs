namespace Sms;

internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/messages/{id}", GetAsync).WithTags("Messages").WithSummary("The whole trace of one message.").Refuses(404);

    private static async Task<JsonApi<Document<MessageAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var trace = MessageId.TryParse(id, out var message) ? await grains.Message(message).GetTraceAsync() : null;
        if (trace is null) throw RefusedException.NotFound("message", id);
        var path = "/api/messages/" + trace.Id.Value;
        var resource = new Resource<MessageAttributes>("message", trace.Id.Value, MessageAttributes.Of(trace), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["profile"] = links.Relation(request, path, "profile", new ResourceId("profile", trace.Subscriber.Value)),
                ["campaign"] = links.Relation(request, path, "campaign", trace.Source.Kind == SourceKind.Campaign ? new ResourceId("campaign", trace.Source.Key) : null),
                ["flow"] = links.Relation(request, path, "flow", trace.Source.Kind == SourceKind.Flow ? new ResourceId("flow", trace.Source.Key) : null),
            },
        };
        return new(new Document<MessageAttributes>(resource, links.Self(request)));
    }
}
