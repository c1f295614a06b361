using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>One line of the summary.</summary>
internal sealed record Figure(string Benchmark, string Database, int Size, string Unit, double PerSecond, string More)
{
    public static Figure Of(string benchmark, string database, Measured measured) => new(
        benchmark, database, measured.Messages, "messages", measured.PerSecond,
        string.Create(CultureInfo.InvariantCulture, $"{measured.CpuMicros:N0} µs CPU, {measured.Bytes:N0} B allocated a message"));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Benchmark,-14} {Database,-9} {Size,9:N0} {Unit,-8} {PerSecond,9:N0}/s  {More}");
}
