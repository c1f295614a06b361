using System.Diagnostics;
using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>
/// What one durable write costs on the file system where the benchmarks' databases lie, as <c>pg_test_fsync</c> measures it: 8 kB into a file of PostgreSQL's
/// log's size, flushed, again and again for two seconds. No commit is faster than that, and each carries a whole batch.
/// </summary>
internal sealed record CommitLatency(double MedianMilliseconds, double P99Milliseconds, double PerSecond)
{
    private const int Block = 8_192, FileSize = 16 * 1_024 * 1_024;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    public static CommitLatency Measure()
    {
        var path = Path.Combine(Path.GetTempPath(), $"sms-fsync-{Environment.ProcessId}");
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, preallocationSize: FileSize);
            RandomAccess.Write(file, new byte[FileSize], 0);
            RandomAccess.FlushToDisk(file);
            return Measure(file);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static CommitLatency Measure(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var block = new byte[Block];
        List<double> took = [];
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Long)
        {
            var at = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, (long)took.Count * Block % FileSize);
            RandomAccess.FlushToDisk(file);
            took.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        }
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        took.Sort();
        return new CommitLatency(took[took.Count / 2], took[took.Count * 99 / 100], took.Count / seconds);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"write + fsync of 8 kB: median {MedianMilliseconds:N2} ms, p99 {P99Milliseconds:N2} ms, {PerSecond:N0}/s");
}
