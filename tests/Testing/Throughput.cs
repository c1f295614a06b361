using System.Diagnostics;

namespace Sms.Testing;

/// <summary>How many messages a second reach the provider, from its own count, looked at five times a second.</summary>
public sealed class Throughput : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<(TimeSpan At, long Accepted)> seen = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Task<long>> ask;
    private readonly Task watching;

    public Throughput(Func<Task<long>> ask) => (this.ask, watching) = (ask, WatchAsync());

    /// <summary>Messages a second over the last <paramref name="window"/>; null while nobody has looked for that long.</summary>
    public double? Over(TimeSpan window)
    {
        lock (seen)
        {
            var last = seen.Count == 0 ? default : seen[^1];
            var first = seen.FindLast(one => one.At <= last.At - window);
            return first.At == default ? null : (last.Accepted - first.Accepted) / (last.At - first.At).TotalSeconds;
        }
    }

    /// <summary>
    /// Waits until a window that begins now or later has this rate; returns how long that took, the window included. Null: not <paramref name="within"/> this time.
    /// </summary>
    public async Task<TimeSpan?> ReachesAsync(double rate, TimeSpan window, TimeSpan within, CancellationToken cancellation = default)
    {
        var began = clock.Elapsed;
        while (clock.Elapsed - began < within)
        {
            await Task.Delay(Pace, cancellation);
            if (clock.Elapsed - began >= window && Over(window) >= rate) return clock.Elapsed - began;
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var pace = new PeriodicTimer(Pace);
        try
        {
            while (await pace.WaitForNextTickAsync(stop.Token))
            {
                var accepted = await ask();
                lock (seen) seen.Add((clock.Elapsed, accepted));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants to know any more.
        }
    }
}
