namespace Sms;

/// <summary>
/// Keeps the submits under way with a carrier as few as its speed allows. More than that only wait for each other – here, on the network or at
/// the provider – while they take the machine from callbacks and would all be left unknown by a crash. Steered by delay, as LEDBAT (RFC 6817) is: what submits
/// take beyond what a few alone take is queueing, and the window grows or shrinks until queueing is at its target.
/// </summary>
internal sealed class SubmitWindow(SubmitWindowOptions options, TimeProvider clock)
{
    /// <summary>
    /// How often the window closes to its smallest for a moment, to see how long submits take without queueing: a queue that is always there would
    /// pass for the carrier's own delay. The mean is taken, for providers answer some requests much later than others. Periods are powers of two and end when the clock says so,
    /// on all silos at once: what one of them sees while the others queue is not how long submits take alone.
    /// </summary>
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(32);

    /// <summary>The first submits of a process are slow, and so are those of a bad moment: the shorter of so many means is believed.</summary>
    private const int Means = 2;

    /// <summary>Share of the newest answer in the running mean: one pause of the runtime must not halve the window.</summary>
    private const double Weight = 1.0 / 32;

    /// <summary>What one answer moves the window by when there is no queueing at all: a tenth of the window in the time of one submit.</summary>
    private const double Gain = 0.1;

    /// <summary>
    /// A window of this size grows by its tenth; smaller ones grow quicker, larger ones slower, and all shrink alike: silos that queue for the same database or provider end up with
    /// windows of the same size.
    /// </summary>
    private const double Even = 64;

    /// <summary>A mean over so few submits is uncertain: queueing below this share of a submit's own time is not told from chance.</summary>
    private const double Uncertainty = 0.25;

    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private double limit = options.Smallest;
    private int inside;
    private bool starting = true;
    private bool closed = true;
    private int older;
    private int seen;
    private double sum;
    private readonly Queue<double> means = new();
    private double alone;
    private double average;
    private TimeSpan period = TimeSpan.FromSeconds(1);
    private DateTimeOffset periodEnds;

    /// <summary>Submits allowed at once just now.</summary>
    public int Limit { get { lock (gate) return Allowed; } }

    /// <summary>Submits under way.</summary>
    public int Inside { get { lock (gate) return inside; } }

    /// <summary>Those that wait for their turn.</summary>
    public int Waiting { get { lock (gate) return waiting.Count; } }

    private int Allowed => closed ? options.Smallest : (int)limit;

    /// <summary>Waits for its turn, first come, first served. <see cref="Leave"/> must follow.</summary>
    public Task EnterAsync()
    {
        lock (gate)
        {
            if (inside < Allowed && waiting.Count == 0)
            {
                inside++;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    /// <param name="took">
    /// How long the carrier took to accept or refuse the message. Null when it did neither: that says nothing about its speed.
    /// </param>
    public void Leave(TimeSpan? took)
    {
        lock (gate)
        {
            inside--;
            if (took is { } answered) Learn(answered.TotalMilliseconds);
            while (inside < Allowed && waiting.TryDequeue(out var turn))
            {
                inside++;
                turn.SetResult();
            }
        }
    }

    private void Learn(double took)
    {
        if (closed)
        {
            See(took);
            return;
        }

        average += Weight * (took - average);
        Steer(average - alone);

        // At its smallest the window is as good as closed. If submits take long even so, the carrier may have become slower: it is seen at once.
        var stuck = (int)limit <= options.Smallest && average > 2 * alone;
        if (stuck || clock.GetUtcNow() >= periodEnds) (closed, older, seen, sum) = (true, inside, 0, 0);
    }

    /// <summary>What submits take while only a few are under way.</summary>
    private void See(double took)
    {
        // Those that entered before the window closed still got in each other's way.
        if (older-- > 0) return;
        sum += took;
        if (++seen < 2 * options.Smallest) return;

        // What they take just now, too: what they took before the window closed is over.
        average = sum / seen;
        means.Enqueue(average);
        if (means.Count > Means) means.Dequeue();
        var before = alone;
        alone = means.Min();
        if (alone > 2 * before) starting = true;
        // Half a period from now at least.
        var (now, length) = (clock.GetUtcNow().UtcTicks, period.Ticks);
        (closed, periodEnds) = (false, new DateTimeOffset(((now + length / 2) / length + 1) * length, TimeSpan.Zero));
        period = period * 2 < LongestPeriod ? period * 2 : LongestPeriod;
    }

    private void Steer(double queueing)
    {
        var target = Math.Max(options.TargetDelay, Uncertainty * alone);
        if (queueing > target) starting = false;
        var spare = 1 - queueing / target;
        var step = starting ? 1 : spare > 0 ? Gain * spare * Math.Sqrt(Even / limit) : Math.Max(-0.5, Gain * spare);
        // While nobody waits, whether a larger window would do any good is not known.
        if (step < 0 || waiting.Count > 0) limit += step;
        limit = Math.Clamp(limit, options.Smallest, Math.Max(options.Smallest, options.Largest));
    }
}
