namespace Sms.Benchmarks;

internal static class InFlight
{
    /// <summary>Runs <paramref name="work"/> for 0 … count − 1, a fixed number at once.</summary>
    public static Task RunAsync(int count, int width, Func<int, Task> work)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, width).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;) await work(i);
        })));
    }
}
