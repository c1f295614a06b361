namespace Sms;

/// <summary>Tries parked receipts again, all or one: after a restored backup, or an update that knows more status words.</summary>
internal static class ParkedReceiptReplayEndpoints
{
    private const string Type = "parked-receipt-replay";

    public static void MapParkedReceiptReplays(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/parked-receipts/replay", (HttpRequest request, IGrainFactory grains, PublicLinks links) => ReplayAsync(null, request, grains, links))
            .WithTags("Messages").WithSummary("Tries all receipts without a message again.").Refuses();
        routes.MapPost("/parked-receipts/{id}/replay", ReplayOneAsync).WithTags("Messages").WithSummary("Tries one receipt without a message again.").Refuses(404);
    }

    private static Task<JsonApi<Document<ParkedReceiptReplayAttributes>>> ReplayOneAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links) =>
        Guid.TryParse(id, out _) ? ReplayAsync(id, request, grains, links) : throw RefusedException.NotFound("parked-receipt", id);

    private static async Task<JsonApi<Document<ParkedReceiptReplayAttributes>>> ReplayAsync(string? id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var outcome = await grains.Parking().ReplayAsync(id is null ? null : Guid.Parse(id));
        if (id is not null && outcome.Tried == 0) throw RefusedException.NotFound("parked-receipt", id);
        var self = links.Self(request);
        var attributes = new ParkedReceiptReplayAttributes(outcome.Tried, outcome.Joined, outcome.Tried - outcome.Joined, outcome.Unreadable);
        return new(new Document<ParkedReceiptReplayAttributes>(new Resource<ParkedReceiptReplayAttributes>(Type, id ?? "all", attributes, self), self));
    }
}

/// <param name="Tried">Receipts that were looked at.</param>
/// <param name="Joined">Receipts that found their message: they are in its trace now.</param>
/// <param name="Waiting">Receipts that go on waiting.</param>
/// <param name="Unreadable">Of these, receipts with a status word this version does not know.</param>
public sealed record ParkedReceiptReplayAttributes(int Tried, int Joined, int Waiting, int Unreadable);
