namespace Sms;

/// <summary>
/// What one row of a set does to the person as stored: pure, and the same on both databases. <see cref="After"/> is the row to store, null when nothing
/// changes; <see cref="Events"/> are those of consent and suppression that go with it.
/// </summary>
internal readonly record struct ProfileDecision(
    Profile? After, bool Created, bool Written, IReadOnlyList<LedgerEvent> Events, ConsentGranted Consent, ConsentGranted Transactional)
{
    private static readonly ProfileDecision LeftAlone = new(null, false, false, [], default, default);

    /// <param name="grave">What is left of a person erased under this id; null: nobody was.</param>
    /// <param name="member">On the list that the set's withdrawal is about.</param>
    public static ProfileDecision Of(ProfileWriteRow row, Profile? stored, ProfileWriteSet set, ErasedPerson? grave = null, bool member = false)
    {
        var leftAlone = stored is null ? set.Mode == ProfileWriteMode.Update : set.Mode == ProfileWriteMode.Create;
        if (leftAlone) return LeftAlone;

        var before = stored ?? New(row, set.At, grave);
        var after = stored is null ? before : Merge(before, row);
        var events = NoEvents;
        var marketing = ConsentGranted.NotAsked;
        var transactional = ConsentGranted.NotAsked;
        if (set.Consent is { } grant)
        {
            marketing = Weigh(row.ConsentAt, grant, before, before.Consent, before.ConsentAt);
            if (marketing == ConsentGranted.Granted) after = ConsentChanges.Grant(after, row.ConsentAt!.Value, grant, row.Evidence, set.At, ref events);
            transactional = Weigh(row.TransactionalAt, grant, before, before.Transactional?.Consent ?? SmsConsent.Never, before.Transactional?.At);
            if (transactional == ConsentGranted.Granted)
                after = ConsentChanges.GrantTransactional(after, row.TransactionalAt!.Value, grant, row.Evidence, set.At, ref events);
        }
        var spared = set.Suppression?.SpareConsentSince is { } since && HasConsentedAfter(before, since);
        if (spared) return new(after == before ? null : after with { Revision = before.Revision + 1, Updated = set.At }, false, true, events, marketing, transactional) { Spared = true };
        if (set.Withdrawal is { } withdrawal)
            after = member ? ConsentChanges.Leave(after, withdrawal, set.At, ref events) : ConsentChanges.Withdraw(after, withdrawal, set.At, ref events);
        if (set.Suppression is { } suppression) after = ConsentChanges.Suppress(after, suppression, set.At, ref events);

        if (stored is null) return new(after with { Revision = before.Revision + 1 }, true, true, events, marketing, transactional);
        if (after == before) return new(null, false, true, events, marketing, transactional);
        return new(after with { Revision = before.Revision + 1, Updated = set.At }, false, true, events, marketing, transactional) { Left = member && set.Withdrawal is not null };
    }

    /// <summary>The list goes, and nothing else.</summary>
    public bool Left { get; private init; }

    /// <summary>See <see cref="SuppressionOrder.SpareConsentSince"/>.</summary>
    public bool Spared { get; private init; }

    private static IReadOnlyList<LedgerEvent> NoEvents { get; } = [];

    private static bool HasConsentedAfter(Profile person, DateTimeOffset time) =>
        (person.Consent == SmsConsent.Subscribed && person.ConsentAt > time)
        || (person.Transactional is { Consent: SmsConsent.Subscribed } transactional && transactional.At > time);

    private static Profile New(ProfileWriteRow row, DateTimeOffset at, ErasedPerson? grave) => new()
    {
        Id = row.Id,
        Phone = row.Phone ?? throw new ArgumentException($"A new person needs a number: {row.Id}"),
        Country = row.Country ?? throw new ArgumentException($"A new person needs a country: {row.Id}"),
        Email = row.Email,
        ExternalId = row.ExternalId,
        Attributes = AttributeMerge.Join("{}", row.Attributes),
        Created = at,
        Updated = at,
        // Goes on where the erased row ended: whoever still holds that one sees that this is newer, and the stream has no two events in one place.
        Revision = grave?.Revision ?? 0,
        StreamVersion = grave?.StreamVersion ?? 0,
        Suppression = grave?.Suppression,
        // The erasure counts as a no of its time, for as long as nothing newer is said.
        ConsentAt = grave?.At,
        Transactional = grave is null ? null : new ChannelConsent(SmsConsent.Never, grave.At, null, null, grave.At),
    };

    private static Profile Merge(Profile stored, ProfileWriteRow row) => stored with
    {
        Country = row.Country ?? stored.Country,
        Email = row.ClearEmail ? null : row.Email ?? stored.Email,
        ExternalId = row.ClearExternalId ? null : row.ExternalId ?? stored.ExternalId,
        Attributes = AttributeMerge.Join(stored.Attributes, row.Attributes),
    };

    /// <summary>
    /// A yes counts if nothing was said against it since it was given, however late it is told us. What comes from a file of earlier consents counts against no no at
    /// all: whatever date the file claims, nobody who texted STOP is back by it.
    /// </summary>
    private static ConsentGranted Weigh(DateTimeOffset? at, ConsentGrant grant, Profile person, SmsConsent consent, DateTimeOffset? since)
    {
        if (at is null) return ConsentGranted.NotAsked;
        if (person.Suppression is not null) return ConsentGranted.Suppressed;
        if (consent == SmsConsent.Subscribed) return ConsentGranted.AlreadySubscribed;
        return since >= at || (grant.Historical && consent == SmsConsent.Unsubscribed) ? ConsentGranted.UnsubscribedSince : ConsentGranted.Granted;
    }
}
