namespace Sms;

/// <summary>
/// The part of the way to the carrier and back that every message takes: the shortest of the last minute, less twice what they differ by. It shifts all messages alike, so it
/// need not count against any of them; without it a number at a carrier that answers after 300 ms could use three quarters of its rate. Where they differ much, nothing is fixed.
/// </summary>
internal sealed class FixedDelay
{
    /// <summary>Fewer say nothing.</summary>
    private const int Enough = 10;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>What is never taken for fixed.</summary>
    private static readonly TimeSpan Spare = TimeSpan.FromMilliseconds(50);

    private Seen before;
    private Seen now;
    private TimeSpan ends = TimeSpan.MinValue;

    public TimeSpan Value
    {
        get
        {
            var count = before.Count + now.Count;
            if (count < Enough) return TimeSpan.Zero;
            var shortest = before.Count == 0 || (now.Count > 0 && now.Shortest < before.Shortest) ? now.Shortest : before.Shortest;
            var differ = 2 * ((before.Sum + now.Sum) / count - shortest);
            var fixedPart = shortest - (differ > Spare ? differ : Spare);
            return fixedPart > TimeSpan.Zero ? fixedPart : TimeSpan.Zero;
        }
    }

    public void Saw(TimeSpan delay, TimeSpan at)
    {
        if (at >= ends) (before, now, ends) = (now, default, at + Period);
        now = new Seen(now.Count + 1, now.Sum + delay, now.Count == 0 || delay < now.Shortest ? delay : now.Shortest);
    }

    private readonly record struct Seen(int Count, TimeSpan Sum, TimeSpan Shortest);
}
