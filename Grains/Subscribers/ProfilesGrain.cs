using System.Text.Json;
using Orleans.Concurrency;

namespace Sms;

/// <summary>The directory of people. Turns numbers into ids and leaves the rest to set-based writes.</summary>
[GrainType("profiles"), StatelessWorker, Reentrant]
internal sealed class ProfilesGrain(
    IProfileStore profiles, ILedger ledger, SubscriberSecret secret, OptInRequests optIns, HygieneDesk hygiene, PeopleCounters counters, TimeProvider clock)
    : Grain, IProfilesGrain
{
    private const string Suppressed = "The number is suppressed";
    private const string UnsubscribedSince = "The person unsubscribed after this consent; it was not renewed";
    private const string UnsubscribedFromList = "The person unsubscribed from this list, and was not put back on it";

    public Task<ProfileWrite> CreateAsync(ProfilePatch patch) => WriteOneAsync(ProfileWriteMode.Create, patch);

    public Task<ProfileWrite> UpsertAsync(ProfilePatch patch) => WriteOneAsync(ProfileWriteMode.Upsert, patch);

    public async Task<ProfileWrite> UpdateAsync(SubscriberId id, ProfilePatch patch)
    {
        if (patch.Phone is { } typed)
        {
            var phone = PhoneReader.Read(typed);
            if (!phone.IsAccepted) return new ProfileWrite(ProfileWriteVerdict.InvalidPhone, null, phone.Refusal);
            if (SubscriberIds.Of(phone.E164, await secret.ReadAsync()) != id) return new ProfileWrite(ProfileWriteVerdict.PhoneIsTheProfile, null);
        }

        var row = RowOf(patch, id, null, null);
        var written = await profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Update, [row], clock.GetUtcNow().ToMilliseconds()));
        return written[0].Written
            ? new ProfileWrite(ProfileWriteVerdict.Updated, await profiles.ReadAsync(id))
            : new ProfileWrite(ProfileWriteVerdict.Unknown, null);
    }

    public Task<Profile?> GetAsync(SubscriberId id) => profiles.ReadAsync(id);

    public async Task<IReadOnlyList<ListId>?> ListsOfAsync(SubscriberId id) =>
        await profiles.ReadAsync(id) is null ? null : await profiles.ReadListsAsync(id);

    public async Task<ProfilePage> QueryAsync(ProfileQuery query)
    {
        if (query.Phones is not { } phones) return await profiles.QueryAsync(query, query.Ids);

        var key = await secret.ReadAsync();
        var byPhone = phones.Select(typed => PhoneReader.Read(typed)).Where(phone => phone.IsAccepted).Select(phone => SubscriberIds.Of(phone.E164!, key));
        return await profiles.QueryAsync(query, [.. query.Ids is { } ids ? byPhone.Intersect(ids) : byPhone]);
    }

    public async Task<ImportOutcome> ImportAsync(ImportBatch batch)
    {
        var imported = await WriteAsync(batch);
        foreach (var refused in imported.Refused) counters.Refused(refused.Reason);
        return imported;
    }

    public async Task<IReadOnlyList<ConsentRecord>?> ConsentTrailAsync(SubscriberId id)
    {
        var trail = ConsentEvents.Read(await ledger.ReadAsync(StreamId.Of(id)));
        return trail is [] && await profiles.ReadAsync(id) is null ? null : trail;
    }

    public async Task<SubscriberId?> IdOfAsync(string phone) =>
        PhoneReader.Read(phone) is { IsAccepted: true, E164: var number } ? SubscriberIds.Of(number!, await secret.ReadAsync()) : null;

    public Task<int> SuppressAsync(IReadOnlyList<SubscriberId> people, string? rule) => hygiene.SuppressAsync(people, rule);

    public async Task<DeactivationOutcome> DeactivateAsync(DeactivationBatch batch)
    {
        var key = await secret.ReadAsync();
        var phones = batch.Phones.Select(typed => PhoneReader.Read(typed)).ToList();
        var people = phones.Where(phone => phone.IsAccepted).Select(phone => SubscriberIds.Of(phone.E164!, key)).ToHashSet();
        var written = await hygiene.DeactivateAsync(people, batch.Rule, batch.At);
        return new DeactivationOutcome(
            written.Count(person => person.Changed), written.Count(person => person is { Written: true, Changed: false, Spared: false }),
            written.Count(person => person.Spared), written.Count(person => !person.Written), [.. phones.Index().Where(phone => !phone.Item.IsAccepted).Select(phone => phone.Index)]);
    }

    private async Task<ImportOutcome> WriteAsync(ImportBatch batch)
    {
        var key = await secret.ReadAsync();
        var now = clock.GetUtcNow().ToMilliseconds();
        var confirm = await optIns.AreWantedAsync(batch.List, batch.Consent);
        var refused = new List<ImportRefused>();
        var tags = new Dictionary<SubscriberId, int>(batch.Rows.Count);
        var rows = new List<ProfileWriteRow>(batch.Rows.Count);
        var asked = new Dictionary<SubscriberId, DateTimeOffset?>();
        foreach (var row in batch.Rows)
        {
            if (Read(row, batch.DefaultRegion, out var phone) is { } refusal)
            {
                refused.Add(refusal);
                continue;
            }

            var id = SubscriberIds.Of(phone.E164!, key);
            if (!tags.TryAdd(id, row.Tag))
            {
                refused.Add(new ImportRefused(row.Tag, ImportRefusal.DuplicateInBatch, $"The same person as row {tags[id]}"));
                continue;
            }

            var consentAt = batch.Consent is null ? (DateTimeOffset?)null : row.ConsentedAt ?? now;
            // Only marketing is to be confirmed.
            var marketing = row.Channels.HasFlag(ConsentChannels.Marketing);
            if (confirm && marketing) asked.Add(id, row.ConsentedAt);
            rows.Add(RowOf(row.Profile, id, phone.E164, phone.Country) with
            {
                ConsentAt = marketing && !confirm ? consentAt : null,
                TransactionalAt = row.Channels.HasFlag(ConsentChannels.Transactional) && consentAt is not null ? row.TransactionalAt ?? consentAt : null,
                Evidence = row.Evidence,
            });
        }

        if (rows is []) return new ImportOutcome(0, 0, 0, 0, refused);
        // Who is to confirm gets on the list with the yes, not before.
        var written = await profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, rows, now, asked.Count > 0 ? null : batch.List, batch.Consent));
        if (asked.Count > 0)
        {
            refused.AddRange(await AskAsync([.. asked.Select(one => (one.Key, one.Value))], batch, tags));
            var others = rows.Select(row => row.Id).Where(id => !asked.ContainsKey(id)).ToList();
            if (others is not []) counters.Refused(ImportRefusal.UnsubscribedFromList, (await profiles.AddToListAsync(batch.List!.Value, others, now)).KeptOff);
        }

        foreach (var person in written)
        {
            if (person.Consent == ConsentGranted.UnsubscribedSince || person.Transactional == ConsentGranted.UnsubscribedSince)
                refused.Add(new ImportRefused(tags[person.Id], ImportRefusal.UnsubscribedSince, UnsubscribedSince));
            else if (person.Consent == ConsentGranted.Suppressed || person.Transactional == ConsentGranted.Suppressed)
                refused.Add(new ImportRefused(tags[person.Id], ImportRefusal.Suppressed, Suppressed));
            else if (person.KeptOff)
                refused.Add(new ImportRefused(tags[person.Id], ImportRefusal.UnsubscribedFromList, UnsubscribedFromList));
        }

        return new ImportOutcome(
            written.Count(person => person.Created), written.Count(person => person.Written && !person.Created),
            written.Count(person => person.Consent == ConsentGranted.Granted || person.Transactional == ConsentGranted.Granted), written.Count(person => person.AddedToList), refused);
    }

    private async Task<IEnumerable<ImportRefused>> AskAsync(
        IReadOnlyList<(SubscriberId Id, DateTimeOffset? At)> people, ImportBatch batch, Dictionary<SubscriberId, int> tags)
    {
        var verdicts = await optIns.AskAsync(people, batch.List!.Value, batch.Consent!);
        return people.Zip(verdicts, (person, verdict) => RefusalOf(tags[person.Id], verdict)).OfType<ImportRefused>();
    }

    private static ImportRefused? RefusalOf(int tag, OptInVerdict verdict) => verdict switch
    {
        OptInVerdict.Suppressed => new(tag, ImportRefusal.Suppressed, Suppressed),
        OptInVerdict.NoSendingNumber => new(tag, ImportRefusal.CannotBeAsked, "None of our numbers can be answered from this country, so nobody can confirm"),
        OptInVerdict.UnsubscribedSince => new(tag, ImportRefusal.UnsubscribedSince, UnsubscribedSince),
        OptInVerdict.UnsubscribedFromList => new(tag, ImportRefusal.UnsubscribedFromList, UnsubscribedFromList),
        _ => null,
    };

    private async Task<ProfileWrite> WriteOneAsync(ProfileWriteMode mode, ProfilePatch patch)
    {
        if (string.IsNullOrWhiteSpace(patch.Phone)) return new ProfileWrite(ProfileWriteVerdict.MissingPhone, null);
        var phone = PhoneReader.Read(patch.Phone);
        if (!phone.IsAccepted) return new ProfileWrite(ProfileWriteVerdict.InvalidPhone, null, phone.Refusal);

        var id = SubscriberIds.Of(phone.E164, await secret.ReadAsync());
        var row = RowOf(patch, id, phone.E164, phone.Country);
        var written = await profiles.WriteAsync(new ProfileWriteSet(mode, [row], clock.GetUtcNow().ToMilliseconds()));
        var verdict = !written[0].Written ? ProfileWriteVerdict.Exists : written[0].Created ? ProfileWriteVerdict.Created : ProfileWriteVerdict.Updated;
        return new ProfileWrite(verdict, await profiles.ReadAsync(id));
    }

    private static ProfileWriteRow RowOf(ProfilePatch patch, SubscriberId id, string? phone, string? country) =>
        new(id, phone, country, patch.Email, patch.ExternalId, patch.Attributes, null, patch.ClearEmail, patch.ClearExternalId);

    private static ImportRefused? Read(ImportRow row, string? region, out PhoneReading phone)
    {
        phone = default;
        if (string.IsNullOrWhiteSpace(row.Profile.Phone)) return new ImportRefused(row.Tag, ImportRefusal.MissingPhone, "There is no number");
        phone = PhoneReader.Read(row.Profile.Phone, region);
        if (!phone.IsAccepted) return new ImportRefused(row.Tag, ImportRefusal.InvalidPhone, phone.Refusal);
        return IsObject(row.Profile.Attributes) ? null : new ImportRefused(row.Tag, ImportRefusal.InvalidAttributes, "The attributes are not a JSON object");
    }

    private static bool IsObject(string? attributes)
    {
        if (attributes is null) return true;
        try
        {
            using var json = JsonDocument.Parse(attributes);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
