namespace Sms;

/// <summary>Segments, asked of the ledger's tables as they are now. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
public interface ISegmentStore
{
    Task<long> CountAsync(SegmentPlan plan, DateTimeOffset now);

    /// <summary>Its people by id, those after <paramref name="after"/> if it is given.</summary>
    Task<ProfilePage> PageAsync(SegmentPlan plan, DateTimeOffset now, SubscriberId? after, int size);

    /// <summary>As <see cref="IAudienceStore.SnapshotAsync"/>, with segments beside lists.</summary>
    Task<int> SnapshotAsync(CampaignId campaign, Audience audience, DateTimeOffset at);

    /// <summary>The audience counted by what decides whether people may be texted.</summary>
    /// <param name="transactional">Which consent is looked at.</param>
    Task<IReadOnlyList<AudienceShare>> EstimateAsync(Audience audience, bool transactional, DateTimeOffset now);
}

/// <summary>A segment with the rules of all segments it names, by id.</summary>
public sealed record SegmentPlan(SegmentRule Rule, IReadOnlyDictionary<SegmentId, SegmentRule> Named);

public sealed record Audience(
    IReadOnlyList<ListId> Included, IReadOnlyList<ListId> Excluded, IReadOnlyList<SegmentPlan> IncludedSegments, IReadOnlyList<SegmentPlan> ExcludedSegments);

/// <param name="Consent">Null: members whose rows are gone.</param>
public sealed record AudienceShare(SmsConsent? Consent, bool Suppressed, string Country, long People)
{
    /// <summary>Marketing to them waits for a human.</summary>
    public bool Flagged { get; init; }
}
