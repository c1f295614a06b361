namespace Sms;

/// <summary>People and their memberships, written and read in sets. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
public interface IProfileStore
{
    /// <summary>
    /// The deployment's secret for subscriber ids, 32 random bytes; created with the schema and never changed.
    /// </summary>
    Task<byte[]> ReadSecretAsync();

    /// <summary>
    /// One commit for all: rows inserted or merged, memberships added, consent granted or taken away with its event in the subscriber's stream. Rows name
    /// each person once. Consent is granted where <see cref="ProfileWriteRow.ConsentAt"/> (or <see cref="ProfileWriteRow.TransactionalAt"/>) is set, unless the
    /// person is subscribed already (no event), suppressed, or unsubscribed or was erased after that time.
    /// </summary>
    Task<IReadOnlyList<ProfileWritten>> WriteAsync(ProfileWriteSet set);

    Task<Profile?> ReadAsync(SubscriberId id);
    Task<ProfilePage> QueryAsync(ProfileQuery query, IReadOnlyList<SubscriberId>? ids);

    /// <summary>Removes what is personal about somebody in one commit, and notes the id with the time. See <see cref="ISubscriberGrain.EraseAsync"/>.</summary>
    Task<bool> EraseAsync(SubscriberId id, DateTimeOffset at);

    /// <summary>
    /// Erases again everybody erased since then: what was in flight has arrived by now. Then makes the database forget the bytes where it would not by itself
    /// (SQLite). Returns how many were looked at.
    /// </summary>
    Task<int> ScrubAsync(DateTimeOffset since);

    /// <summary>
    /// Adds people to a list; returns how many were new to it and who is unknown. Who unsubscribed from it is left off, unless they asked for it
    /// themselves (<paramref name="asked"/>).
    /// </summary>
    Task<(int Changed, IReadOnlyList<SubscriberId> Unknown, int KeptOff)> AddToListAsync(
        ListId list, IReadOnlyList<SubscriberId> people, DateTimeOffset at, bool asked = false);
    Task<int> RemoveFromListAsync(ListId list, IReadOnlyList<SubscriberId> people);
    Task<int> ClearListAsync(ListId list);

    /// <summary>The lists a person is on, by id.</summary>
    Task<IReadOnlyList<ListId>> ReadListsAsync(SubscriberId id);

    /// <summary>People on a list, counted in its index.</summary>
    Task<long> CountListAsync(ListId list);
}

public enum ProfileWriteMode : byte
{
    /// <summary>Insert; leave a known person untouched.</summary>
    Create,
    /// <summary>Insert or merge.</summary>
    Upsert,
    /// <summary>Merge; leave out unknown people.</summary>
    Update,
}

public sealed record ProfileWriteSet(ProfileWriteMode Mode, IReadOnlyList<ProfileWriteRow> Rows, DateTimeOffset At, ListId? List = null, ConsentGrant? Consent = null)
{
    /// <summary>
    /// Takes consent away from everybody in the set; not with <see cref="Consent"/>. With <see cref="ConsentChange.List"/>, whoever is on that list loses the
    /// list and keeps the consent, and is not put back on it without a newer one; whoever is not on it loses the consent.
    /// </summary>
    public ConsentChange? Withdrawal { get; init; }
    /// <summary>Suppresses everybody in the set, or lifts it.</summary>
    public SuppressionOrder? Suppression { get; init; }
}

/// <param name="Rule">What suppresses them. Null lifts it.</param>
/// <param name="SpareConsentSince">Leaves those alone who have consented later than this, with the set's withdrawal, too.</param>
public sealed record SuppressionOrder(string? Rule, DateTimeOffset? SpareConsentSince = null)
{
    /// <summary>Also takes the place of the rule that suppresses somebody already; else the first one stays.</summary>
    public bool Replaces { get; init; }
}

/// <param name="Phone">E.164; null in an update.</param>
/// <param name="Attributes">A JSON object to merge, key by key at the top level and below <c>properties</c> and <c>location</c>; a JSON null clears a key.</param>
/// <param name="ConsentAt">When consent was given; null: not asked for.</param>
/// <param name="ClearEmail">The stored one goes; not with <paramref name="Email"/>.</param>
/// <param name="ClearExternalId">As with the email.</param>
/// <param name="TransactionalAt">When consent to transactional texts was given; null: not asked for.</param>
/// <param name="Evidence">What shows the consent.</param>
public sealed record ProfileWriteRow(
    SubscriberId Id, string? Phone, string? Country, string? Email, string? ExternalId, string? Attributes, DateTimeOffset? ConsentAt = null,
    bool ClearEmail = false, bool ClearExternalId = false, DateTimeOffset? TransactionalAt = null, ConsentEvidence? Evidence = null);

public enum ConsentGranted : byte { NotAsked, Granted, AlreadySubscribed, UnsubscribedSince, Suppressed }

/// <summary>What happened to one row of a set, in the set's order. <paramref name="Written"/> is false for an existing person under Create and an unknown one under Update.</summary>
/// <param name="Changed">Whether consent was taken away, or suppression changed, where the set asked for it.</param>
public sealed record ProfileWritten(
    SubscriberId Id, bool Written, bool Created, ConsentGranted Consent, bool AddedToList, ConsentGranted Transactional = ConsentGranted.NotAsked, bool Changed = false)
{
    /// <summary>Left alone for a consent given since; see <see cref="SuppressionOrder"/>.</summary>
    public bool Spared { get; init; }
    /// <summary>Not put on the set's list: the person unsubscribed from it, and the set has no newer consent.</summary>
    public bool KeptOff { get; init; }
}
