namespace Sms;

/// <summary>
/// Keeps the submits under way with a carrier as few as its speed allows. More than that only wait for each other – here, on the network or at
/// the provider – while they take the machine from callbacks and would all be left unknown by a crash. Steered by delay, after LEDBAT (RFC 6817):
/// the shortest submit of the last minutes is what one alone takes, what a submit takes beyond that is queueing, and the window grows or
/// shrinks until queueing is at its target.
/// </summary>
internal sealed class SubmitWindow(SubmitWindowOptions options, TimeProvider clock)
{
    /// <summary>
    /// How often the window closes to its smallest for a moment, so that submits are seen without queueing: otherwise a queue that is always there
    /// would be taken for the carrier's own delay.
    /// </summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>Share of the newest submit in the average: one pause of the runtime must not halve the window.</summary>
    private const double Weight = 1.0 / 16;

    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private readonly double target = options.TargetDelay;
    private double limit = options.Smallest;
    private int inside;
    private bool starting = true;
    private int measuring;
    private double average;
    private double shortest = double.MaxValue;
    private double shortestBefore = double.MaxValue;
    private DateTimeOffset periodEnds = clock.GetUtcNow() + Period;

    /// <summary>Submits allowed at once just now.</summary>
    public int Limit { get { lock (gate) return Allowed; } }

    /// <summary>Submits under way.</summary>
    public int Inside { get { lock (gate) return inside; } }

    private int Allowed => measuring > 0 ? options.Smallest : (int)limit;

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
        average = average == 0 ? took : average + Weight * (took - average);
        shortest = Math.Min(shortest, took);
        if (measuring > 0)
        {
            // These began before the window closed, or while it emptied; those behind them are what it closed for.
            measuring--;
            return;
        }

        Steer(average - Math.Min(shortest, shortestBefore));
        if (clock.GetUtcNow() < periodEnds) return;
        periodEnds = clock.GetUtcNow() + Period;
        (shortestBefore, shortest) = (shortest, double.MaxValue);
        measuring = inside + 2 * options.Smallest;
    }

    private void Steer(double queueing)
    {
        if (queueing > target)
        {
            starting = false;
            limit -= Math.Min(0.5, 0.5 * (queueing / target - 1));
        }
        else if (waiting.Count > 0)
        {
            // Nobody waits: whether a larger window would do any good is not known.
            if (queueing > target / 2) starting = false;
            limit += starting ? 1 : 4 * (1 - queueing / target) / limit;
        }

        limit = Math.Clamp(limit, options.Smallest, Math.Max(options.Smallest, options.Largest));
    }
}
