using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>One line of the summary.</summary>
internal sealed record Figure(string Benchmark, string Database, int Size, string Unit, double PerSecond, string More)
{
    /// <summary>What it was compared with in the same run, and how: 0.58 of <c>raw-postgres</c>. Null: with nothing.</summary>
    public Ratio? Ratio { get; init; }

    public static Figure Of(string benchmark, string database, Measured measured, string more = "") => new(
        benchmark, database, measured.Messages, "messages", measured.PerSecond,
        string.Create(CultureInfo.InvariantCulture, $"{measured.CpuMicros:N0} µs CPU, {measured.Bytes:N0} B allocated a message{(more is "" ? "" : ", ")}{more}"));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Benchmark,-14} {Database,-9} {Size,9:N0} {Unit,-8} {PerSecond,9:N0}/s  {More}{(Ratio is null ? "" : $"  {Ratio}")}");
}

/// <param name="Value">This figure divided by the other's.</param>
/// <param name="Of">The other, and which of its figures.</param>
internal sealed record Ratio(double Value, string Of)
{
    public override string ToString() => Value > 5
        ? string.Create(CultureInfo.InvariantCulture, $"[{Value:N1} × {Of}]")
        : string.Create(CultureInfo.InvariantCulture, $"[{Value:P1} of {Of}]");
}
