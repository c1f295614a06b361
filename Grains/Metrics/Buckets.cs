using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>Bounds of histograms. Nobody can ask for a percentile finer than these.</summary>
internal static class Buckets
{
    /// <summary>Seconds of work: a commit, a provider's answer, a wait for one's turn.</summary>
    public static InstrumentAdvice<double> Work { get; } =
        new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    /// <summary>Seconds until something comes that others decide about: an instant to three days.</summary>
    public static InstrumentAdvice<double> Waiting { get; } =
        new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 43_200, 86_400, 259_200] };

    /// <summary>Things taken together.</summary>
    public static InstrumentAdvice<int> Count { get; } = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000] };
}
