namespace Sms;

/// <summary>The directory of people: look-ups, searches and set-based writes. Stateless.</summary>
[Alias("sms.IProfilesGrain")]
public interface IProfilesGrain : IGrainWithIntegerKey
{
    /// <summary>A new person; <see cref="ProfileWriteVerdict.Exists"/> when the number is known already.</summary>
    [Alias("create")] Task<ProfileWrite> CreateAsync(ProfilePatch patch);

    /// <summary>A new person, or an update of the one with that number.</summary>
    [Alias("upsert")] Task<ProfileWrite> UpsertAsync(ProfilePatch patch);

    /// <summary>An update of a known person. The number cannot change: it is the person.</summary>
    [Alias("update")] Task<ProfileWrite> UpdateAsync(SubscriberId id, ProfilePatch patch);

    [Alias("get")] Task<Profile?> GetAsync(SubscriberId id);

    /// <summary>Ids of the lists the person is on, oldest list first; null when there is no such person.</summary>
    [Alias("lists-of")] Task<IReadOnlyList<ListId>?> ListsOfAsync(SubscriberId id);

    [Alias("query")] Task<ProfilePage> QueryAsync(ProfileQuery query);

    /// <summary>Writes many people at once, in one set-based commit; each row is accepted or refused by itself.</summary>
    [Alias("import")] Task<ImportOutcome> ImportAsync(ImportBatch batch);

    /// <summary>What a person agreed to and took back, oldest first; null when there is no such person.</summary>
    [Alias("consent-trail")] Task<IReadOnlyList<ConsentRecord>?> ConsentTrailAsync(SubscriberId id);

    /// <summary>The id a number has here, whether anybody knows it or not; null when it is no number that can be texted.</summary>
    [Alias("id-of")] Task<SubscriberId?> IdOfAsync(string phone);

    /// <summary>
    /// Suppresses numbers for a rule's sake, or with a null rule lifts what suppressed them. A suppressed number is not texted, whatever it consents to. Returns
    /// how many changed.
    /// </summary>
    [Alias("suppress")] Task<int> SuppressAsync(IReadOnlyList<SubscriberId> people, string? rule);

    /// <summary>Suppresses the people of a deactivation list and takes their consent away: it was another owner's, or nobody's who can be texted.</summary>
    [Alias("deactivate")] Task<DeactivationOutcome> DeactivateAsync(DeactivationBatch batch);
}

public enum ProfileWriteVerdict : byte { Created, Updated, Exists, Unknown, InvalidPhone, MissingPhone, PhoneIsTheProfile }

/// <summary>The stored profile after the write; for <see cref="ProfileWriteVerdict.Exists"/> the one that was there; null when nothing was written.</summary>
[GenerateSerializer, Immutable, Alias("profile-write")]
public sealed record ProfileWrite([property: Id(0)] ProfileWriteVerdict Verdict, [property: Id(1)] Profile? Profile, [property: Id(2)] string? Detail = null);

public enum ProfileSort : byte { Created, CreatedDescending, Updated, UpdatedDescending, Id, IdDescending }

/// <summary>A page of people. All conditions must hold; null ones do not count.</summary>
[GenerateSerializer, Immutable, Alias("profile-query")]
public sealed record ProfileQuery
{
    [Id(0)] public IReadOnlyList<SubscriberId>? Ids { get; init; }
    /// <summary>As typed by the client; compared in E.164.</summary>
    [Id(1)] public IReadOnlyList<string>? Phones { get; init; }
    [Id(2)] public IReadOnlyList<string>? Emails { get; init; }
    [Id(3)] public IReadOnlyList<string>? ExternalIds { get; init; }
    [Id(4)] public DateTimeOffset? CreatedAfter { get; init; }
    [Id(5)] public DateTimeOffset? CreatedBefore { get; init; }
    [Id(6)] public DateTimeOffset? UpdatedAfter { get; init; }
    [Id(7)] public DateTimeOffset? UpdatedBefore { get; init; }
    /// <summary>Members of this list only; the page then goes by id.</summary>
    [Id(8)] public ListId? List { get; init; }
    [Id(9)] public ProfileSort Sort { get; init; } = ProfileSort.CreatedDescending;
    [Id(10)] public string? Cursor { get; init; }
    /// <summary>1 to 100 (1,000 for ids of a list).</summary>
    [Id(11)] public int Size { get; init; } = 20;
}

/// <summary><paramref name="Next"/> is the cursor of the next page, null on the last.</summary>
[GenerateSerializer, Immutable, Alias("profile-page")]
public sealed record ProfilePage(
    [property: Id(0)] IReadOnlyList<Profile> Profiles, [property: Id(1)] string? Next, [property: Id(2)] string? Previous = null);
