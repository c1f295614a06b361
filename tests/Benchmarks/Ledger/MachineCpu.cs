using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>CPU time of everything on this machine: the database's share counts, too. Zero where there is no <c>/proc/stat</c>.</summary>
internal static class MachineCpu
{
    private const double TicksPerSecond = 100;

    public static TimeSpan Read()
    {
        if (!File.Exists("/proc/stat")) return TimeSpan.Zero;
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return TimeSpan.FromSeconds((fields.Sum() - fields[3] - fields[4]) / TicksPerSecond);
    }
}
