using System.Diagnostics;
using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>What a stretch of work cost this process: time, CPU, allocations.</summary>
internal sealed class Meter
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
    private readonly long allocated = GC.GetTotalAllocatedBytes();

    public Measured Stop(int messages)
    {
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Measured(
            messages, messages / seconds,
            (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / messages,
            (GC.GetTotalAllocatedBytes() - allocated) / (double)messages);
    }
}

/// <param name="PerSecond">Messages a second.</param>
/// <param name="CpuMicros">CPU of this process per message, in µs; the database server's is its own.</param>
/// <param name="Bytes">Allocated per message.</param>
internal sealed record Measured(int Messages, double PerSecond, double CpuMicros, double Bytes)
{
    public void Print(string name, string database, string more = "") => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-14} {database,-9} {Messages,8} messages {PerSecond,9:N0}/s {CpuMicros,7:N0} µs CPU {Bytes,8:N0} B allocated  {more}"));
}
