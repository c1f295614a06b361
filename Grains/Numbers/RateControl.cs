namespace Sms;

/// <summary>
/// How fast a number may send after its provider has asked for fewer: half as fast at each such answer, and back a little every second. A number without a rate of its own begins again slowly
/// and doubles each second until the provider asks again. Pure: spans are since any origin.
/// </summary>
/// <param name="configured">Segments per second; 0: unlimited.</param>
internal sealed class RateControl(double configured)
{
    /// <summary>Segments per second below which nothing is slowed: something has to go to find out.</summary>
    private const double Least = 0.1;

    /// <summary>As fast as any number is configured: a slowed one that gets there is unlimited again.</summary>
    private const double Most = 100_000;

    /// <summary>Where a number without a rate begins again.</summary>
    private const double FirstGuess = 10;

    /// <summary>Share of the rate that comes back each second: 25 seconds from a half.</summary>
    private const double Step = 0.02;

    /// <summary>Answers to messages that were under way when the last cut was made say nothing new.</summary>
    private static readonly TimeSpan OneCut = TimeSpan.FromSeconds(2);

    /// <summary>After so long without such an answer a number without a rate is trusted to double again.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private double limit = double.PositiveInfinity;
    private double threshold = double.PositiveInfinity;
    private TimeSpan cutAt;
    private TimeSpan steppedAt;

    /// <summary>Segments per second; 0: unlimited. What has been learned of the provider stays.</summary>
    public double Configured { get; set; } = configured;

    /// <summary>Nothing goes before then.</summary>
    public TimeSpan PausedUntil { get; private set; } = TimeSpan.MinValue;

    public bool Slowed => limit < Own;

    private double Own => Configured > 0 ? Configured : double.PositiveInfinity;

    /// <summary>Segments per second; infinite: unlimited.</summary>
    public double Rate(TimeSpan now)
    {
        while (Slowed && now - steppedAt >= Second)
        {
            steppedAt += Second;
            limit += StepAt(steppedAt);
        }

        if (limit >= Math.Min(Own, Most)) (limit, threshold) = (double.PositiveInfinity, double.PositiveInfinity);
        return Math.Min(Own, limit);
    }

    /// <summary>The provider has asked for fewer. True when that slows the number further.</summary>
    public bool Throttled(TimeSpan now, TimeSpan? retryAfter)
    {
        var rate = Rate(now);
        var pause = retryAfter is { } asked && asked > TimeSpan.Zero ? asked : Second;
        if (now + pause > PausedUntil) PausedUntil = now + (pause < LongestPause ? pause : LongestPause);
        if (Slowed && now - cutAt < OneCut) return false;
        limit = double.IsInfinity(rate) ? FirstGuess : Math.Max(Math.Min(Least, Own), rate / 2);
        if (!double.IsInfinity(rate)) threshold = limit;
        (cutAt, steppedAt) = (now, PausedUntil);
        return true;
    }

    private double StepAt(TimeSpan at) => Configured > 0 ? Configured * Step
        : limit < threshold || at - cutAt > Calm ? limit
        : threshold * Step;
}
