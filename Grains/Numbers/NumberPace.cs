using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>
/// One number's pace in one silo: spends the silo's share of the rate, and keeps it renewed while there is something to send. The share is asked for a few times a second, however
/// many messages go. Thread-safe.
/// </summary>
internal sealed partial class NumberPace : IDisposable
{
    /// <summary>Between two requests for a share, and after this without work it is given back.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan GivenBackAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntoldPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>After so many in a row the provider takes nothing, and is left alone for a moment.</summary>
    private const int InARow = 5;

    /// <summary>A number without a rate is watched for so long after the provider asked for fewer.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(5);

    private readonly string number;
    private readonly string silo;
    private readonly Func<NumberLeaseRequest, Task<NumberLease>> lease;
    private readonly TimeProvider clock;
    private readonly NumberCounters counters;
    private readonly ILogger logger;
    private readonly long origin;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly Cadence cadence = new();
    private readonly Queue<Waiter> urgent = new();
    private readonly Queue<Waiter> usual = new();
    private Task asking = Task.CompletedTask;
    private bool open;
    private bool asked;
    private bool gone;
    private TimeSpan validUntil;
    private TimeSpan askedAt = TimeSpan.MinValue;
    private TimeSpan usedAt;
    private TimeSpan pausedUntil;
    private int waiting;
    private int sent;
    private int longest = 1;
    private int answered;
    private int throttled;
    private TimeSpan? retryAfter;
    private TimeSpan throttledAt;
    private int row;
    private int taken;
    private int takenBefore;

    /// <param name="lease">Asks the number's grain.</param>
    public NumberPace(
        string number, string silo, Func<NumberLeaseRequest, Task<NumberLease>> lease, TimeProvider clock, NumberCounters counters, ILogger logger)
    {
        (this.number, this.silo, this.lease, this.clock, this.counters, this.logger) = (number, silo, lease, clock, counters, logger);
        origin = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Segments per second; 0 while this silo has none, or there is no limit.</summary>
    public double Share { get { lock (gate) return Now < validUntil && double.IsFinite(cadence.Share) ? cadence.Share : 0; } }

    /// <summary>Segments that wait here.</summary>
    public int Waiting { get { lock (gate) return waiting; } }

    /// <summary>No longer in anybody's way: the number is unlimited, or gone.</summary>
    public bool IsGone { get { lock (gate) return gone; } }

    private TimeSpan Now => clock.GetElapsedTime(origin);

    /// <summary>
    /// A permit if there is one at once; null: it has to be waited for. Asks for no share: whoever then waits may do so in another silo.
    /// </summary>
    public NumberPermit? TryTake(int segments)
    {
        lock (gate)
        {
            if (gone) return NumberPermit.Free;
            var now = Now;
            return waiting == 0 && IsDue(now, segments) ? Release(segments, now, TimeSpan.Zero) : null;
        }
    }

    /// <summary>Waits for a permit, first come, first served; urgent ones (answers to people) before the others.</summary>
    public Task<NumberPermit> TakeAsync(int segments, bool ahead, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = new Waiter(segments);
        lock (gate)
        {
            if (gone) return Task.FromResult(NumberPermit.Free);
            waiter.Since = Now;
            longest = Math.Max(longest, segments);
            (ahead ? urgent : usual).Enqueue(waiter);
            waiting += segments;
        }

        if (cancellation.CanBeCanceled) waiter.Registration = cancellation.UnsafeRegister(_ => GiveUp(waiter, cancellation), null);
        Wake();
        return waiter.Turn.Task;
    }

    /// <summary>The provider wants fewer from this number. How much slower it goes on, its grain decides for all silos; if nothing gets through, it stops here at once.</summary>
    public void Throttled(TimeSpan? wait)
    {
        lock (gate)
        {
            var now = throttledAt = Now;
            if (wait is { } told && !(retryAfter > told)) retryAfter = told;
            (row, takenBefore) = (taken > takenBefore ? 1 : row + 1, Math.Max(taken, takenBefore));
            throttled++;
            if (row >= InARow)
            {
                var pause = wait is { } asks && asks > TimeSpan.Zero ? asks : UntoldPause;
                pausedUntil = Later(pausedUntil, now + (pause < LongestPause ? pause : LongestPause));
            }
        }

        Wake();
    }

    /// <summary>The number is unlimited, or does not send any more: whoever waits goes on, and is decided about again.</summary>
    public void Open()
    {
        List<Waiter> released;
        lock (gate)
        {
            gone = true;
            released = [.. urgent, .. usual];
            urgent.Clear();
            usual.Clear();
            waiting = 0;
        }

        foreach (var waiter in released) waiter.Finish(NumberPermit.Free);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();

    internal void Answered(NumberPermit permit, bool took, TimeSpan since)
    {
        bool wake;
        lock (gate)
        {
            if (!permit.Done) answered++;
            if (!permit.Done && took) taken++;
            cadence.Answered(permit, Later(Now - since, permit.ReleasedAt));
            wake = waiting > 0;
        }

        if (wake) Wake();
    }

    internal void Return(NumberPermit permit)
    {
        bool wake;
        lock (gate)
        {
            cadence.Return(permit);
            wake = waiting > 0;
        }

        if (wake) Wake();
    }

    /// <summary>On the timer's thread, never on a caller's: callers are grains, and what is awaited here is nobody's turn.</summary>
    private void Wake() => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    private void Turn()
    {
        NumberLeaseRequest? request = null;
        TimeSpan now;
        lock (gate)
        {
            if (gone) return;
            now = Now;
            while (waiting > 0 && IsDue(now, HeadSegments) && Take() is { } waiter) waiter.Finish(Release(waiter.Segments, now, now - waiter.Since));
            if (waiting > 0) usedAt = now;
            if (!asked && now >= NextRequest && (waiting > 0 || open || throttled > 0)) request = Request(now);
            if (NextTurn(now) is { } at) timer.Change(at > now ? RoundUp(at - now) : Tick, Timeout.InfiniteTimeSpan);
        }

        if (request is not null) asking = AskAsync(request, now);
    }

    /// <summary>When something is to be done; null: when somebody comes.</summary>
    private TimeSpan? NextTurn(TimeSpan now)
    {
        TimeSpan? release = waiting == 0 || now >= validUntil ? null : cadence.Next(now, HeadSegments) is { } due ? Later(due, pausedUntil) : null;
        TimeSpan? request = !asked && (waiting > 0 || open || throttled > 0) ? NextRequest : null;
        return release < request || request is null ? release : request;
    }

    private TimeSpan NextRequest => askedAt == TimeSpan.MinValue ? TimeSpan.Zero : askedAt + Renewal;

    /// <summary>Of whoever is next; who has given up meanwhile does no harm.</summary>
    private int HeadSegments => urgent.TryPeek(out var head) || usual.TryPeek(out head) ? head.Segments : 1;

    private bool IsDue(TimeSpan now, int segments) => now < validUntil && now >= pausedUntil && cadence.Next(now, segments) <= now;

    private NumberPermit Release(int segments, TimeSpan now, TimeSpan waited)
    {
        var permit = new NumberPermit(this, number, segments, now);
        cadence.Release(permit, now);
        sent += segments;
        longest = Math.Max(longest, segments);
        usedAt = now;
        counters.Sent(number, segments, waited);
        return permit;
    }

    private Waiter? Take()
    {
        while (urgent.TryDequeue(out var waiter) || usual.TryDequeue(out waiter))
        {
            if (waiter.Turn.Task.IsCompleted) continue;
            waiting -= waiter.Segments;
            return waiter;
        }

        return null;
    }

    private void GiveUp(Waiter waiter, CancellationToken cancellation)
    {
        lock (gate)
        {
            // Whoever gets through first: its turn, or the end of its patience.
            if (!waiter.Turn.TrySetCanceled(cancellation)) return;
            waiting -= waiter.Segments;
        }
    }

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;

    /// <summary>Timers count whole milliseconds, and one that comes too soon comes twice.</summary>
    private static TimeSpan RoundUp(TimeSpan span) => TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds));

    private sealed class Waiter(int segments)
    {
        public readonly TaskCompletionSource<NumberPermit> Turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Segments => segments;
        public TimeSpan Since { get; set; }
        public CancellationTokenRegistration Registration { get; set; }

        public void Finish(NumberPermit permit)
        {
            Registration.Unregister();
            // Gave up in the same moment: nothing was sent.
            if (!Turn.TrySetResult(permit)) permit.Return();
        }
    }
}
