namespace Sms;

/// <summary>How long the gateway takes to answer callbacks, as the provider sees it: one counter per millisecond, the last for all that is longer.</summary>
internal sealed class SandboxLatency
{
    private const int Longest = 10_000;

    private readonly int[] counts = new int[Longest + 1];

    public void Add(TimeSpan took) => Interlocked.Increment(ref counts[Math.Clamp((int)took.TotalMilliseconds, 0, Longest)]);

    /// <summary>Reads, and begins anew when asked to.</summary>
    public SandboxLatencies Read(bool reset)
    {
        var taken = new int[counts.Length];
        for (var i = 0; i < counts.Length; i++) taken[i] = reset ? Interlocked.Exchange(ref counts[i], 0) : Volatile.Read(ref counts[i]);
        var total = taken.Sum(count => (long)count);
        return new SandboxLatencies(total, At(taken, total, 0.5), At(taken, total, 0.99), At(taken, total, 1));
    }

    private static int At(int[] taken, long total, double share)
    {
        long seen = 0;
        for (var i = 0; i < taken.Length; i++)
        {
            seen += taken[i];
            if (seen > 0 && seen >= share * total) return i;
        }

        return 0;
    }
}

/// <summary>Milliseconds, rounded down.</summary>
internal sealed record SandboxLatencies(long Count, int P50, int P99, int Max);
