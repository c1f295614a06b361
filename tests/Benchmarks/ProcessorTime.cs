using System.Diagnostics;

namespace Sms.Benchmarks;

/// <summary>Processor time a process has used since its start, user and system.</summary>
internal static class ProcessorTime
{
    public static TimeSpan Of(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime;
    }
}
