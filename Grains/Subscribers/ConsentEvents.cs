using System.Text.Json;

namespace Sms;

/// <summary>Writes the consent audit trail: the event in the subscriber's stream and the row that follows from it, durable together.</summary>
internal static class ConsentEvents
{
    public static LedgerEntry Unsubscribed(Profile person, ConsentChange change, DateTimeOffset at)
    {
        var version = person.StreamVersion + 1;
        var stream = StreamId.Of(person.Id);
        return new LedgerEntry(stream,
        [
            new LedgerEvent
            {
                Id = EventIds.At(at),
                Stream = stream,
                Version = version,
                Metric = Metric.UnsubscribedFromSmsMarketing,
                At = at,
                Subscriber = person.Id,
                Country = person.Country,
                Detail = JsonSerializer.Serialize(new Dictionary<string, string?> { ["method"] = change.Method, ["list"] = change.List?.Value }),
            },
        ])
        {
            Consent = new ConsentUpdate(person.Id, SmsConsent.Unsubscribed, at, change.Method, version) { Flagged = false },
        };
    }
}
