using System.Diagnostics;
using Orleans.Runtime;

namespace Sms;

/// <summary>
/// Gathers callbacks on their way to silos elsewhere, a lane for each carrier: a call between processes costs more than what is done for the callback. The first
/// goes at once; while more keep coming they go together, every few milliseconds, those of each silo to it (<see cref="IntakeWays"/>), and nobody waits for the answers of
/// those before.
/// </summary>
internal sealed class CallbackLanes(IGrainFactory grains, TimeProvider clock) : IDisposable
{
    /// <summary>How long a callback waits at most for company.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(5);

    public const int MostAtOnce = 128;

    /// <summary>Of bodies; one alone may be 64 KiB.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly Lock gate = new();
    // Not disposed: calls may still look at it.
    private readonly CancellationTokenSource stopping = new();

    /// <summary>What waits, by carrier. A lane is here while it is driven: anybody may call under any name, and none of them stays.</summary>
    private readonly Dictionary<string, List<Waiting>> lanes = new(StringComparer.Ordinal);
    private readonly IntakeWays ways = new(clock);

    /// <summary>Lanes in use.</summary>
    public int Driven
    {
        get { lock (gate) return lanes.Count; }
    }

    public Task<CallbackVerdict> ReceiveAsync(string carrier, StatusCallback callback)
    {
        var waiting = new Waiting(callback);
        lock (gate)
        {
            if (lanes.TryGetValue(carrier, out var lane))
            {
                lane.Add(waiting);
                return waiting.Task;
            }

            lanes.Add(carrier, [waiting]);
        }

        _ = DriveAsync(carrier);
        return waiting.Task;
    }

    /// <summary>Whoever still waits for an answer is told that there will be none.</summary>
    public void Dispose() => stopping.Cancel();

    /// <summary>Never fails.</summary>
    private async Task DriveAsync(string carrier)
    {
        // What is done for many is no part of the request that came first, nor of its trace.
        RequestContext.Clear();
        Activity.Current = null;
        for (; Take(carrier) is { } waiting; await Task.Delay(Gather, clock))
        {
            foreach (var together in waiting.GroupBy(one => ways.To(one.Callback.MessageId)))
            {
                foreach (var batch in BatchesOf([.. together])) _ = SendAsync(carrier, together.Key ?? ways.Any(), batch);
            }
        }
    }

    /// <returns>Null: nobody came, and the lane is closed.</returns>
    private List<Waiting>? Take(string carrier)
    {
        lock (gate)
        {
            var waiting = lanes[carrier];
            if (waiting.Count > 0) lanes[carrier] = [];
            else lanes.Remove(carrier);
            return waiting.Count > 0 ? waiting : null;
        }
    }

    private static IEnumerable<List<Waiting>> BatchesOf(List<Waiting> waiting)
    {
        for (int first = 0, next = 0; first < waiting.Count; first = next)
        {
            var bytes = 0;
            do bytes += waiting[next++].Size;
            while (next < waiting.Count && next - first < MostAtOnce && bytes + waiting[next].Size <= MostBytes);
            yield return waiting.GetRange(first, next - first);
        }
    }

    private Task SendAsync(string carrier, int way, List<Waiting> batch)
    {
        return BatchCall.FollowAsync(grains, CallAsync, batch, stopping.Token);

        async Task<BatchAnswer> CallAsync()
        {
            try
            {
                var answer = await grains.Intake(way).ReceiveStatusesAsync(carrier, [.. batch.Select(waiting => waiting.Callback)], ways.Homes.Version);
                ways.Learn(way, answer);
                return answer.Batch;
            }
            catch
            {
                ways.Forget(way);
                throw;
            }
        }
    }

    private sealed class Waiting(StatusCallback callback) : TaskCompletionSource<CallbackVerdict>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public StatusCallback Callback { get; } = callback;

        public int Size => Callback.Callback.Body.Length;
    }
}
