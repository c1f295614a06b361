namespace Sms;

/// <summary>
/// The throttle of a campaign. Pure. People who may be offered the message count from the moment their wave gets leave until an hour after it was through, so in no
/// hour, wherever it begins, more than the share are offered it.
/// </summary>
internal static class Throttle
{
    /// <summary>At least one, or the campaign would never move.</summary>
    public static int ShareOf(int targeted, int percentage) => Math.Max(1, (int)((long)targeted * percentage / 100));

    public static int Free(int share, IEnumerable<WaveGrant> grants, DateTimeOffset now, TimeSpan hour) =>
        share - grants.Where(grant => Counts(grant, now, hour)).Sum(grant => grant.People);

    public static bool Counts(WaveGrant grant, DateTimeOffset now, TimeSpan hour) => !(grant.DoneAt + hour <= now);

    /// <summary>When the next one no longer counts; null when that depends on a wave that is under way.</summary>
    public static DateTimeOffset? NextFree(IEnumerable<WaveGrant> grants, TimeSpan hour) => grants.Min(grant => grant.DoneAt) + hour;

    /// <summary>How long it takes at least.</summary>
    public static TimeSpan Duration(int targeted, int share, TimeSpan hour) => hour * ((targeted + share - 1) / share);
}
