namespace Sms;

/// <summary>People a campaign has put off: a row each, however many, and no agenda item of their own. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
internal interface IDeferralStore
{
    /// <summary>
    /// A wave that began at <paramref name="began"/> is through: whoever of its ordinals was due by then is settled, but for those it put off (again). One
    /// transaction; twice is once.
    /// </summary>
    Task SettleAsync(CampaignId campaign, int first, int count, DateTimeOffset began, IReadOnlyList<Deferral> deferred);

    /// <summary>How many wait, until when, and which waves have somebody who is due.</summary>
    Task<DeferralsWaiting> ReadWaitingAsync(CampaignId campaign, WavePlan plan, DateTimeOffset now);
}

/// <param name="Until">When the offer is made again.</param>
/// <param name="Detail">Why, in words.</param>
internal sealed record Deferral(int Ordinal, MessageId Message, SubscriberId Subscriber, SkipReason Reason, string? Detail, DateTimeOffset At, DateTimeOffset Until);

/// <param name="Next">Null when nobody waits.</param>
/// <param name="DueWaves">Ascending.</param>
internal sealed record DeferralsWaiting(long People, DateTimeOffset? Next, IReadOnlyList<DueWave> DueWaves);

/// <param name="People">Those of it who are due.</param>
internal readonly record struct DueWave(int Wave, int People);
