namespace Sms;

/// <summary>A campaign's audience, fixed once. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
public interface IAudienceStore
{
    /// <summary>
    /// Fixes the audience with one SQL statement: included minus excluded, one row per person, ordinals from 0 without gaps; on PostgreSQL, where there may be
    /// several silos, one of the person's own <see cref="Partition"/> where it can. A second call for the same campaign changes nothing and returns the size of the first.
    /// </summary>
    Task<int> SnapshotAsync(CampaignId campaign, IReadOnlyList<ListId> included, IReadOnlyList<ListId> excluded, DateTimeOffset at);

    /// <summary>
    /// Recipients with ordinals from <paramref name="first"/>, without those whose message has a last word or
    /// was relayed, and without those put off beyond <paramref name="now"/>: what a wave still has to do. <paramref name="launchedAt"/> gives the month in the
    /// message ids.
    /// </summary>
    Task<IReadOnlyList<Recipient>> ReadWaveAsync(CampaignId campaign, int first, int count, DateTimeOffset launchedAt, DateTimeOffset now);
}

/// <param name="Subscriber">Who was chosen.</param>
/// <param name="Revision">Of the person's row as it is now: a subscriber grain that knows an older one reads it again. 0 when the person was erased since.</param>
public readonly record struct Recipient(int Ordinal, SubscriberId Subscriber, long Revision);
