using System.Diagnostics;

namespace Sms.EndToEnd;

/// <summary>How much later than it asked for this process is woken: what a machine that is busy with others takes from everybody on it, the product included.</summary>
internal sealed class Lateness : IDisposable
{
    private static readonly TimeSpan Asked = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource stop = new();
    private readonly Task run;
    private double sum;
    private int count;

    public Lateness() => run = RunAsync();

    /// <summary>Timers count whole milliseconds: one of them is theirs.</summary>
    public TimeSpan Mean => TimeSpan.FromMilliseconds(count == 0 ? 0 : Math.Max(0, sum / count - 1));

    public void Dispose()
    {
        stop.Cancel();
        if (run.IsCompleted) stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            await Task.Delay(Asked, CancellationToken.None);
            sum += (Stopwatch.GetElapsedTime(asked) - Asked).TotalMilliseconds;
            count++;
        }
    }
}
