using System.Diagnostics;

namespace Sms.Benchmarks;

/// <summary>
/// Posts what is due: a thread that waits for the clock, and one thread for each connection, which writes, waits for the answer, and takes the next; who rested last goes first, for
/// its memory is still at hand. What is not acknowledged is posted again, with pauses of half a second to five seconds.
/// </summary>
internal sealed class LeanCallbacks : IDisposable
{
    private const int Stack = 256 * 1024;
    private const int LongestSent = 20, LongestFinal = 50;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly SandboxAccount account;
    private readonly Lock planning = new();
    private readonly PriorityQueue<LeanCallback, long> planned = new();
    private readonly Lock ready = new();
    private readonly Queue<LeanCallback> due = new();
    private readonly Stack<Poster> resting = new();
    private bool over;
    private long number;
    private long delivered;

    public LeanCallbacks(SandboxAccount account, int connections)
    {
        this.account = account;
        Start(WatchClock);
        for (var i = 0; i < connections; i++) Start(() => Post(new Poster()));
    }

    /// <summary>Final callbacks that were posted, each counted once.</summary>
    public long Delivered => Volatile.Read(ref delivered);

    public SandboxLatency Latency { get; } = new();

    public long NextNumber() => Interlocked.Increment(ref number);

    /// <summary>As <see cref="EndToEndBenchmark.AtOnce"/> has it.</summary>
    public void Schedule(LeanMessage message)
    {
        var sent = Random.Shared.Next(LongestSent + 1);
        Plan(new LeanCallback(message, "sent", 0), sent);
        Plan(new LeanCallback(message, "delivered", 0), sent + Random.Shared.Next(LongestFinal + 1));
    }

    /// <summary>Threads that rest end with the process.</summary>
    public void Dispose() => Volatile.Write(ref over, true);

    private static void Start(ThreadStart work) => new Thread(work, Stack) { IsBackground = true }.Start();

    private void Plan(LeanCallback callback, int milliseconds)
    {
        lock (planning) planned.Enqueue(callback, Environment.TickCount64 + milliseconds);
    }

    private void WatchClock()
    {
        List<LeanCallback> now = [];
        using var tick = new ManualResetEventSlim();
        while (!Volatile.Read(ref over))
        {
            tick.WaitHandle.WaitOne(Tick);
            lock (planning)
                while (planned.TryPeek(out _, out var at) && at <= Environment.TickCount64) now.Add(planned.Dequeue());
            if (now.Count > 0) Hand(now);
            now.Clear();
        }
    }

    private void Hand(List<LeanCallback> callbacks)
    {
        lock (ready)
        {
            foreach (var callback in callbacks)
            {
                if (resting.TryPop(out var poster)) poster.Give(callback);
                else due.Enqueue(callback);
            }
        }
    }

    private void Post(Poster poster)
    {
        CallbackConnection? connection = null;
        while (true)
        {
            var callback = Next(poster) ?? poster.Take();
            if (callback is { Status: "delivered", Attempt: 0 }) Interlocked.Increment(ref delivered);
            var request = Request(callback);
            var posted = Stopwatch.GetTimestamp();
            var status = (connection ??= new CallbackConnection(callback.Message.Address)).Post(request);
            if (status != 0) Latency.Add(Stopwatch.GetElapsedTime(posted));
            if (status is < 200 or >= 300) Plan(callback with { Attempt = callback.Attempt + 1 }, Math.Min(5_000, 500 << Math.Min(callback.Attempt, 4)));
        }
    }

    /// <summary>Null: there is none, and the poster rests until it is given one.</summary>
    private LeanCallback? Next(Poster poster)
    {
        lock (ready)
        {
            if (due.TryDequeue(out var callback)) return callback;
            resting.Push(poster);
            return null;
        }
    }

    private byte[] Request(LeanCallback callback) =>
        SignedCallbacks.Sign(account, callback.Message.Address, callback.Message.Callback, callback.Message.Sid, callback.Message.From, callback.Message.To, callback.Status);

    private sealed record LeanCallback(LeanMessage Message, string Status, int Attempt);

    /// <summary>Where a resting thread waits: a monitor, which does not spin.</summary>
    private sealed class Poster
    {
        private readonly object given = new();
        private LeanCallback? callback;

        public void Give(LeanCallback next)
        {
            lock (given)
            {
                callback = next;
                Monitor.Pulse(given);
            }
        }

        public LeanCallback Take()
        {
            lock (given)
            {
                while (callback is null) Monitor.Wait(given);
                var next = callback;
                callback = null;
                return next;
            }
        }
    }
}
