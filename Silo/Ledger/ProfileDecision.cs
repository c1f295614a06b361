using System.Text.Json;

namespace Sms;

/// <summary>
/// What one row of a set does to the person as stored: pure, and the same on both databases. <see cref="After"/> is the row to store, null when nothing
/// changes; <see cref="Granted"/> the consent's event, if consent was granted.
/// </summary>
internal readonly record struct ProfileDecision(Profile? After, bool Created, bool Written, LedgerEvent? Granted, ConsentGranted Consent)
{
    public static ProfileDecision Of(ProfileWriteRow row, Profile? stored, ProfileWriteSet set)
    {
        var leftAlone = stored is null ? set.Mode == ProfileWriteMode.Update : set.Mode == ProfileWriteMode.Create;
        if (leftAlone) return default;

        var before = stored ?? New(row, set.At);
        var after = stored is null ? before : Merge(before, row);
        var consent = Weigh(row, before, set.Consent);
        LedgerEvent? granted = null;
        if (consent == ConsentGranted.Granted)
        {
            granted = Grant(after, row.ConsentAt!.Value, set);
            after = after with
            {
                Consent = SmsConsent.Subscribed,
                ConsentAt = row.ConsentAt,
                ConsentMethod = set.Consent!.Method,
                StreamVersion = granted.Version,
            };
        }
        if (stored is null) return new(after with { Revision = 1 }, true, true, granted, consent);
        if (after == before) return new(null, false, true, null, consent);
        return new(after with { Revision = before.Revision + 1, Updated = set.At }, false, true, granted, consent);
    }

    private static Profile New(ProfileWriteRow row, DateTimeOffset at) => new()
    {
        Id = row.Id,
        Phone = row.Phone ?? throw new ArgumentException($"A new person needs a number: {row.Id}"),
        Country = row.Country ?? throw new ArgumentException($"A new person needs a country: {row.Id}"),
        Email = row.Email,
        ExternalId = row.ExternalId,
        Attributes = AttributeMerge.Join("{}", row.Attributes),
        Created = at,
        Updated = at,
    };

    private static Profile Merge(Profile stored, ProfileWriteRow row) => stored with
    {
        Country = row.Country ?? stored.Country,
        Email = row.ClearEmail ? null : row.Email ?? stored.Email,
        ExternalId = row.ClearExternalId ? null : row.ExternalId ?? stored.ExternalId,
        Attributes = AttributeMerge.Join(stored.Attributes, row.Attributes),
    };

    private static ConsentGranted Weigh(ProfileWriteRow row, Profile person, ConsentGrant? grant) => (row.ConsentAt, grant, person) switch
    {
        (null, _, _) or (_, null, _) => ConsentGranted.NotAsked,
        (_, _, { Suppression: not null }) => ConsentGranted.Suppressed,
        (_, _, { Consent: SmsConsent.Subscribed }) => ConsentGranted.AlreadySubscribed,
        (var at, { Historical: true }, { Consent: SmsConsent.Unsubscribed, ConsentAt: var since }) when since >= at => ConsentGranted.UnsubscribedSince,
        _ => ConsentGranted.Granted,
    };

    private static LedgerEvent Grant(Profile person, DateTimeOffset at, ProfileWriteSet set) => new()
    {
        Id = EventIds.At(set.At),
        Stream = StreamId.Of(person.Id),
        Version = person.StreamVersion + 1,
        Metric = Metric.SubscribedToSmsMarketing,
        At = set.At,
        Subscriber = person.Id,
        Country = person.Country,
        Detail = JsonSerializer.Serialize(new { method = set.Consent!.Method, source = set.Consent.Source, historical = set.Consent.Historical, consented_at = at }),
    };
}
