using System.Text.Json.Serialization;

namespace Sms;

/// <summary>Ours: what a person agreed to and took back, with what shows it.</summary>
internal static class ConsentTrailEndpoints
{
    public static void MapConsentTrail(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/profiles/{id}/consent-trail", GetAsync).WithTags("Profiles").WithSummary("What a person agreed to and took back, oldest first.").Refuses(404);

    private static async Task<JsonApi<Collection<ConsentRecordAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var trail = (SubscriberId.TryParse(id, out var person) ? await grains.Profiles().ConsentTrailAsync(person) : null) ?? throw RefusedException.NotFound("profile", id);
        return new(new Collection<ConsentRecordAttributes>(
            [.. trail.Select(entry => new Resource<ConsentRecordAttributes>(
                "consent-record", entry.Id.ToString(), ConsentRecordAttributes.Of(entry), links.To(request, "/api/events/" + entry.Id)))],
            links.Page(request, null)));
    }
}

/// <param name="Event">The metric's name, for instance <c>Subscribed to SMS Marketing</c>.</param>
/// <param name="ConsentedAt">When the person said so; <paramref name="Datetime"/> is when it was written down.</param>
/// <param name="Text">The words the person was shown.</param>
/// <param name="Rule">What suppressed the number.</param>
public sealed record ConsentRecordAttributes(
    string Event, DateTimeOffset Datetime, string? Method, string? Source, bool Historical, DateTimeOffset? ConsentedAt, string? ListId, string? Text, string? Ip,
    string? Url, string? TermsVersion, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rule)
{
    public static ConsentRecordAttributes Of(ConsentRecord entry) => new(
        entry.Metric.Name(), entry.At, entry.Method, entry.Source, entry.Historical, entry.ConsentedAt, entry.List?.Value, entry.Evidence?.Text,
        entry.Evidence?.Ip, entry.Evidence?.Url, entry.Evidence?.TermsVersion, entry.Rule);
}
