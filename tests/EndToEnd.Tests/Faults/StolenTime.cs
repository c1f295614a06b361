using System.Diagnostics;
using System.Globalization;

namespace Sms.EndToEnd;

/// <summary>
/// Processor time that other guests of the same host took from this machine since it was made, from <c>/proc/stat</c>. While they have it nothing here runs, whoever is
/// measured; no load of ours can raise it, and a machine of its own always reads 0.
/// </summary>
internal sealed class StolenTime
{
    private const int StealColumn = 8;

    /// <summary><c>USER_HZ</c>, the same on every Linux of today.</summary>
    private const double TicksPerSecond = 100;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly double before = Read();

    /// <summary>Of all processors' time, 0–1.</summary>
    public double Share => (Read() - before) / (clock.Elapsed.TotalSeconds * Environment.ProcessorCount);

    private static double Read()
    {
        var all = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(all[StealColumn], CultureInfo.InvariantCulture) / TicksPerSecond;
    }
}
