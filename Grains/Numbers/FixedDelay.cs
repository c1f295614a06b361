namespace Sms;

/// <summary>
/// The part of the way to the carrier and back that every message takes: the shortest of the last minute, less what may differ from one to the next. It shifts all messages alike, so it
/// need not count against any of them; without it a number at a carrier that answers after 300 ms could use three quarters of its rate.
/// </summary>
internal sealed class FixedDelay
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>What is never taken for fixed.</summary>
    private static readonly TimeSpan Spare = TimeSpan.FromMilliseconds(20);

    private TimeSpan? before;
    private TimeSpan? shortest;
    private TimeSpan ends = TimeSpan.MinValue;

    public TimeSpan Value
    {
        get
        {
            if (shortest is not { } now) return TimeSpan.Zero;
            var known = before < now ? before.Value : now;
            return known - (known / 2 < Spare ? known / 2 : Spare);
        }
    }

    public void Saw(TimeSpan delay, TimeSpan now)
    {
        if (now >= ends) (before, shortest, ends) = (shortest, null, now + Period);
        if (shortest is not { } known || delay < known) shortest = delay;
    }
}
