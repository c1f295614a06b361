using System.Diagnostics;
using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>Posts prepared callbacks, each connection one at a time, as providers do.</summary>
internal static class CallbackGenerator
{
    private const int Patience = 5;

    /// <summary>Posts all of them; those that failed again and again, at the end and outside the figures, as a provider repeats what was not acknowledged.</summary>
    /// <param name="server">Whose CPU time is told.</param>
    public static async Task<Posted> PostAsync(Uri target, IReadOnlyList<byte[]> callbacks, int connections, Process server)
    {
        var (cpu, own, started) = (ProcessorTime.Of(server.Id), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var (took, failed) = await PassAsync(target, callbacks, connections);
        var posted = new Posted(
            callbacks.Count, connections, Stopwatch.GetElapsedTime(started), [.. took.Order()], failed.Count, ProcessorTime.Of(server.Id) - cpu, Environment.CpuUsage.TotalTime - own);
        for (var again = 0; failed.Count > 0; again++)
        {
            if (again == Patience) throw new WrongResultException($"{failed.Count} callbacks were not acknowledged after {Patience + 1} posts");
            (_, failed) = await PassAsync(target, failed, connections);
        }

        return posted;
    }

    private static async Task<(List<TimeSpan> Took, List<byte[]> Failed)> PassAsync(Uri target, IReadOnlyList<byte[]> callbacks, int connections)
    {
        var next = -1;
        var threads = Enumerable.Range(0, connections).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var connection = new CallbackConnection(target);
                var (took, failed) = (new List<TimeSpan>(callbacks.Count / connections * 2), new List<byte[]>());
                for (int i; (i = Interlocked.Increment(ref next)) < callbacks.Count;)
                {
                    var started = Stopwatch.GetTimestamp();
                    if (connection.Post(callbacks[i]) is >= 200 and < 300) took.Add(Stopwatch.GetElapsedTime(started));
                    else failed.Add(callbacks[i]);
                }
                return (Took: took, Failed: failed);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        var parts = await Task.WhenAll(threads);
        return ([.. parts.SelectMany(part => part.Took)], [.. parts.SelectMany(part => part.Failed)]);
    }
}

/// <param name="Took">How long each acknowledged callback waited for its answer, in ascending order.</param>
/// <param name="Failed">Answered otherwise than 2xx, or not at all, the first time.</param>
/// <param name="ServerCpu">The server's process; a database's is its own.</param>
internal sealed record Posted(int Count, int Connections, TimeSpan Total, IReadOnlyList<TimeSpan> Took, int Failed, TimeSpan ServerCpu, TimeSpan GeneratorCpu)
{
    public double PerSecond => Took.Count / Total.TotalSeconds;

    public Figure ToFigure(string benchmark, string database) => new(benchmark, database, Count, "callbacks", PerSecond, string.Create(
        CultureInfo.InvariantCulture,
        $"p50 {At(0.5):N1} ms, p99 {At(0.99):N1} ms, max {At(1):N1} ms over {Connections} connections, {Failed} failed; CPU a callback: {ServerCpu.TotalMicroseconds / Count:N0} µs server, {GeneratorCpu.TotalMicroseconds / Count:N0} µs generator"));

    private double At(double share) => Took.Count == 0 ? 0 : Took[Math.Min(Took.Count - 1, (int)(Took.Count * share))].TotalMilliseconds;
}
