namespace Sms;

/// <summary>
/// How fast a number may send when its provider asks for fewer. Weighed second by second, by the share of submits that were turned away: the more, the deeper the cut, down to a half; and a
/// little comes back every second. Where everything is turned away the rate says nothing, and the number only pauses; where a cut changes nothing, rate is not the reason: it is taken
/// back, and for a minute there is none. Pure: spans are since any origin.
/// </summary>
/// <param name="configured">Segments per second; 0: unlimited.</param>
internal sealed class RateControl(double configured)
{
    /// <summary>Segments per second below which nothing is slowed: something has to go to find out.</summary>
    private const double Least = 0.1;

    /// <summary>What a number without a rate is slowed to at most by its first cut.</summary>
    private const double LeastGuess = 10;

    /// <summary>Share of the rate (without one: of what went before the first cut) that comes back each second.</summary>
    private const double Step = 0.02;

    /// <summary>Fewer are chance: they are tried again, and nothing is slowed.</summary>
    private const double Chance = 0.02;

    /// <summary>A cut that leaves more than this of the share it was made for has not helped.</summary>
    private const double Unchanged = 0.75;

    /// <summary>So many answers are weighed together, or those of <see cref="LongestWeighed"/>: of five answers one is turned away by chance, and a cut for each of them ends at nothing.</summary>
    private const int Enough = 20;

    /// <summary>What remains, a second later, of the fastest that went through: a carrier that did not answer for a moment is no slower for that.</summary>
    private const double Fades = 0.98;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWeighed = TimeSpan.FromSeconds(10);

    /// <summary>Until then answers to what went before a cut still come in.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan NoCutsFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private double limit = double.PositiveInfinity;
    private double fastest;
    private double peak;
    private TimeSpan cutAt;
    private double halfway;
    private TimeSpan noCutsUntil;
    private double cutFor;
    private bool helped;
    private TimeSpan steppedAt;
    private TimeSpan weighedAt = TimeSpan.MinValue;
    private int throttled;
    private int answered;
    private int sent;
    private TimeSpan? retryAfter;

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
            limit += Step * (Configured > 0 ? Configured : peak);
        }

        if (limit >= (Configured > 0 ? Configured : peak)) limit = double.PositiveInfinity;
        return Math.Min(Own, limit);
    }

    /// <summary>What silos report. True when it slows the number (further).</summary>
    /// <param name="turnedAway">Submits by whose answer the provider asked for fewer.</param>
    /// <param name="all">All submits that were answered.</param>
    /// <param name="segments">Segments let through.</param>
    public bool Heard(TimeSpan now, int turnedAway, int all, int segments, TimeSpan? wait)
    {
        if (weighedAt == TimeSpan.MinValue) weighedAt = now;
        (throttled, answered, sent) = (throttled + turnedAway, answered + all, sent + segments);
        if (wait is { } told && !(retryAfter > told)) retryAfter = told;
        var weighed = now - weighedAt;
        if (weighed < Second || (weighed < LongestWeighed && answered < Enough && throttled < 0.5 * answered)) return false;
        fastest = Math.Max(fastest * Math.Pow(Fades, weighed.TotalSeconds), sent / weighed.TotalSeconds);
        var cut = Weigh(now, throttled, Math.Max(answered, throttled));
        (weighedAt, throttled, answered, sent, retryAfter) = (now, 0, 0, 0, null);
        return cut;
    }

    private bool Weigh(TimeSpan now, int turnedAway, int all)
    {
        if (turnedAway == 0 || turnedAway < Chance * all)
        {
            helped |= all >= 10;
            return false;
        }

        var share = (double)turnedAway / all;
        var rate = Rate(now);
        if (share >= 0.5) Pause(now);
        if (turnedAway == all) return false;
        if (share < 0.5)
        {
            if (now < noCutsUntil) return false;
            if (Slowed && !helped && share >= Unchanged * cutFor)
            {
                // Back at the rate that was cut, the same share says nothing.
                if (now - cutAt >= Settles && rate < halfway) (limit, noCutsUntil) = (double.PositiveInfinity, now + NoCutsFor);
                return false;
            }
        }

        if (!Slowed) peak = Math.Max(fastest, LeastGuess);
        var from = double.IsInfinity(rate) ? peak : rate;
        limit = Math.Max(Math.Min(Least, Own), from * Math.Max(0.5, 1 - 2 * share));
        (cutFor, helped, steppedAt, cutAt, halfway) = (share, false, now, now, (from + limit) / 2);
        return true;
    }

    private void Pause(TimeSpan now)
    {
        var pause = retryAfter is { } asked && asked > TimeSpan.Zero ? asked : Second;
        PausedUntil = now + (pause < LongestPause ? pause : LongestPause);
    }
}
