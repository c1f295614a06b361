namespace Sms;

/// <summary>The events of the consent audit trail. Each goes into the subscriber's own stream, durable together with the row that follows from it.</summary>
internal static class ConsentEvents
{
    private static readonly Metric[] Trail =
    [
        Metric.SubscribedToSmsMarketing, Metric.UnsubscribedFromSmsMarketing, Metric.ConsentRequested, Metric.SubscribedToSmsTransactional,
        Metric.UnsubscribedFromSmsTransactional, Metric.UnsubscribedFromList, Metric.Suppressed, Metric.SuppressionLifted,
    ];

    public static LedgerEvent Granted(Profile person, Metric metric, DateTimeOffset consentedAt, ConsentGrant grant, ConsentEvidence? evidence, DateTimeOffset at) =>
        Next(person, metric, at, new ConsentDetail
        {
            Method = grant.Method,
            Source = grant.Source,
            Historical = grant.Historical,
            ConsentedAt = consentedAt,
        }.With(evidence));

    public static LedgerEvent Withdrawn(Profile person, Metric metric, ConsentChange change, DateTimeOffset at) =>
        Next(person, metric, at, new ConsentDetail { Method = change.Method, Source = change.Detail, List = change.List?.Value }.With(change.Evidence));

    public static LedgerEvent SuppressionChanged(Profile person, string? rule, DateTimeOffset at) => Next(
        person, rule is null ? Metric.SuppressionLifted : Metric.Suppressed, at, new ConsentDetail { Rule = rule ?? person.Suppression });

    /// <summary>An opt-out as an entry of its own, for a caller that commits it with other events.</summary>
    public static LedgerEntry Unsubscribed(Profile person, ConsentChange change, DateTimeOffset at)
    {
        var said = Withdrawn(person, Metric.UnsubscribedFromSmsMarketing, change, at);
        return new LedgerEntry(said.Stream, [said]) { Consent = new ConsentUpdate(person.Id, SmsConsent.Unsubscribed, at, change.Method, said.Version) { Flagged = false } };
    }

    public static IReadOnlyList<ConsentRecord> Read(IReadOnlyList<LedgerEvent> stream) =>
        [.. stream.Where(entry => Trail.Contains(entry.Metric)).Select(entry => ConsentDetail.Read(entry.Detail).Record(entry))];

    private static LedgerEvent Next(Profile person, Metric metric, DateTimeOffset at, ConsentDetail detail) => new()
    {
        Id = EventIds.At(at),
        Stream = StreamId.Of(person.Id),
        Version = person.StreamVersion + 1,
        Metric = metric,
        At = at,
        Subscriber = person.Id,
        Country = person.Country,
        Detail = detail.Write(),
    };
}
