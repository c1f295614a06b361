namespace Sms;

/// <summary>
/// When the next message may go from a number, or from a silo's share of it. Two rules. Messages are spaced: one of n segments keeps the number busy for n/rate. And a
/// segment counts from its release until a second after the carrier's answer: the carrier takes it at some time in between, so no second of the carrier's own clock holds more than
/// the rate, however long each message was on its way. Not thread-safe; spans are since any origin.
/// </summary>
/// <remarks>
/// What is promised: in any second all messages but the last of it have fewer segments than the rate. A message of several segments reaches beyond its second, and at rates below
/// its length beyond several.
/// </remarks>
internal sealed class Cadence
{
    /// <summary>A release that came late (timers, a busy machine) is made up for, up to this; pauses longer than that are not saved up.</summary>
    private static readonly TimeSpan CatchUp = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Who has not heard from the carrier for so long no longer holds up the others.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private readonly PriorityQueue<int, TimeSpan> resting = new();
    private readonly Queue<NumberPermit> flying = new();
    private TimeSpan next = TimeSpan.MinValue;
    private int busy;

    /// <summary>Segments per second; 0: none.</summary>
    public double Share { get; set; }

    /// <summary>Others have the rest of the number's rate: then no message may reach beyond this share, or several together would.</summary>
    public bool Divided { get; set; }

    /// <summary>Nothing before then.</summary>
    public void NotBefore(TimeSpan at) => next = Max(next, at);

    /// <summary>The earliest time for a message of so many segments; null: an answer, or a share, has to come first. It may be one at which this has to be asked again.</summary>
    public TimeSpan? Next(TimeSpan now, int segments)
    {
        if (Share <= 0) return null;
        Settle(now);
        if (Divided ? busy + segments <= Math.Max(Share, segments) : busy < Share) return Max(next, now);
        return resting.TryPeek(out _, out var free) ? Max(free, next) : flying.TryPeek(out var oldest) ? oldest.ReleasedAt + LongestAnswer : now;
    }

    public void Release(NumberPermit permit, TimeSpan now)
    {
        next = Max(next, now - CatchUp) + Length(permit.Segments);
        flying.Enqueue(permit);
        busy += permit.Segments;
    }

    public void Answered(NumberPermit permit, TimeSpan now)
    {
        if (permit.Done) return;
        permit.Done = true;
        Rest(permit.Segments, now);
    }

    public void Return(NumberPermit permit)
    {
        if (permit.Done) return;
        permit.Done = true;
        busy -= permit.Segments;
        next -= Length(permit.Segments);
    }

    private void Settle(TimeSpan now)
    {
        while (flying.TryPeek(out var oldest) && (oldest.Done || oldest.ReleasedAt + LongestAnswer <= now))
        {
            flying.Dequeue();
            if (oldest.Done) continue;
            oldest.Done = true;
            Rest(oldest.Segments, oldest.ReleasedAt + LongestAnswer);
        }

        while (resting.TryPeek(out var segments, out var free) && free <= now)
        {
            resting.Dequeue();
            busy -= segments;
        }
    }

    private void Rest(int segments, TimeSpan from) => resting.Enqueue(segments, from + Max(Second, Length(segments)));

    private TimeSpan Length(int segments) => Share > 0 ? TimeSpan.FromSeconds(segments / Share) : Second;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
