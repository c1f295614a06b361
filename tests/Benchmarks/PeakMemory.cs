using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>The most memory a process ever had resident: <c>VmHWM</c> in Linux's <c>/proc</c>.</summary>
internal static class PeakMemory
{
    public static double Read(int process) => TryRead(process) ?? throw new InvalidOperationException($"Process {process} has ended, or this is not Linux");

    /// <summary>In megabytes; null when the process has ended, or its kernel says nothing.</summary>
    public static double? TryRead(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (IOException)
        {
            // It ended between two looks.
            return null;
        }
    }
}
