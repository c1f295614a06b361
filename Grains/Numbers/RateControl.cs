namespace Sms;

/// <summary>
/// How fast a number may send when its provider asks for fewer. Weighed second by second: where a share of the submits is turned away, the number goes on with a little less than what was
/// taken, and a little comes back every second. Where everything is turned away the rate says nothing, and the number only pauses. A cut is on trial: nothing comes back and nothing more
/// is cut until enough has been answered to say whether it helped. Where it changed nothing, rate is not the reason: it is taken back, and for a while there is none. Pure: spans are
/// since any origin.
/// </summary>
/// <param name="configured">Segments per second; 0: unlimited.</param>
internal sealed class RateControl(double configured)
{
    /// <summary>Segments per second below which nothing is slowed: something has to go to find out.</summary>
    private const double Least = 0.5;

    /// <summary>Segments per second from which a number without a rate is unlimited again, if it never went faster.</summary>
    private const double LeastPeak = 10;

    /// <summary>Share of the rate of the moment that comes back each second.</summary>
    private const double Step = 0.02;

    /// <summary>Less than what was taken, so that a trial shows whether that much is always taken.</summary>
    private const double Below = 0.95;

    /// <summary>Fewer are chance: they are tried again, and nothing is slowed.</summary>
    private const double Chance = 0.02;

    /// <summary>So many answers are weighed together, or those of <see cref="LongestWeighed"/>: of five answers one is turned away by chance, and a cut for each of them ends at nothing.</summary>
    private const int Enough = 30;

    /// <summary>One is chance however few were answered.</summary>
    private const int NoChance = 2;

    /// <summary>
    /// A trial ends when so many would have been turned away had nothing changed: by chance fewer than half of ten are in three of a hundred cases (Poisson), none of four in two.
    /// </summary>
    private const int Expected = 10;
    private const int ExpectedOfNone = 4;

    /// <summary>Whoever took twice as much a moment ago does not turn a few away for the rate.</summary>
    private const double Floor = 0.5;

    /// <summary>What remains, a second later, of the fastest that went through: a carrier that did not answer for a moment is no slower for that.</summary>
    private const double Fades = 0.98;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWeighed = TimeSpan.FromSeconds(10);

    /// <summary>Until then answers to what went before a cut still come in.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(2);

    /// <summary>A number that sends little is not kept waiting for a verdict: in doubt the cut helped.</summary>
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan NoCutsFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan NoCutsForLongest = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private double limit = double.PositiveInfinity;
    private double fastest;
    private double mostTaken;
    private double peak;
    private TimeSpan steppedAt;
    private bool onTrial;
    private TimeSpan cutAt;
    private double cutFor;
    private int triedThrottled;
    private int triedAnswered;

    /// <summary>The share that was turned away whatever the rate, when that was last seen.</summary>
    private double whim;

    private TimeSpan noCutsFor = NoCutsFor;
    private TimeSpan noCutsUntil = TimeSpan.MinValue;
    private TimeSpan? heardAt;
    private TimeSpan weighedAt;
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
        if (onTrial && now - cutAt >= LongestTrial) EndTrial(cutAt + LongestTrial);
        while (Slowed && !onTrial && now - steppedAt >= Second)
        {
            steppedAt += Second;
            limit *= 1 + Step;
        }

        if (limit >= (Configured > 0 ? Configured : peak)) limit = double.PositiveInfinity;
        return Math.Min(Own, limit);
    }

    /// <summary>What silos report. True when it slows the number (further).</summary>
    /// <param name="turnedAway">Submits by whose answer the provider asked for fewer.</param>
    /// <param name="all">All submits that were answered.</param>
    /// <param name="segments">Segments let through. In a pause there are none, and the answers to what went before are counted instead: of long texts fewer than were taken.</param>
    public bool Heard(TimeSpan now, int turnedAway, int all, int segments, TimeSpan? wait)
    {
        // Of idle time nothing is learned.
        if (throttled + answered + sent == 0) weighedAt = heardAt ?? now;
        heardAt = now;
        (throttled, answered, sent) = (throttled + turnedAway, answered + all, sent + segments);
        if (wait is { } told && !(retryAfter > told)) retryAfter = told;
        var weighed = now - weighedAt;
        var closed = throttled > 0 && throttled >= answered;
        if (weighed < Second || (weighed < LongestWeighed && answered < Enough && !closed)) return false;
        var cut = Weigh(now, throttled, Math.Max(answered, throttled), Math.Max(sent, answered) / weighed.TotalSeconds, Math.Pow(Fades, weighed.TotalSeconds));
        (weighedAt, throttled, answered, sent, retryAfter) = (now, 0, 0, 0, null);
        return cut;
    }

    private bool Weigh(TimeSpan now, int turnedAway, int all, double measured, double fades)
    {
        var rate = Rate(now);
        var share = all == 0 ? 0 : (double)turnedAway / all;
        var taken = (1 - share) * measured;
        (fastest, mostTaken) = (Math.Max(fastest * fades, measured), Math.Max(mostTaken * fades, taken));
        if (onTrial && now - cutAt >= Settles && turnedAway < all) Try(now, turnedAway, all);
        if (turnedAway == 0 || share < Chance) return false;

        if (share >= 0.5) Pause(now);
        if (turnedAway == all || turnedAway < NoChance) return false;
        if (share < 0.5 ? onTrial || now < noCutsUntil : now < noCutsUntil && share < 2 * whim) return false;

        if (!Slowed) peak = Math.Max(fastest, LeastPeak);
        if (share < 0.5) taken = Math.Max(taken, Floor * mostTaken);
        limit = Math.Max(Math.Min(Least, Own), Math.Min(taken, (1 - share) * Below * (double.IsInfinity(rate) ? peak : rate)));
        (onTrial, cutAt, cutFor, triedThrottled, triedAnswered) = (true, now, share, 0, 0);
        return true;
    }

    /// <summary>Counts for the verdict what was answered since the cut.</summary>
    private void Try(TimeSpan now, int turnedAway, int all)
    {
        (triedThrottled, triedAnswered) = (triedThrottled + turnedAway, triedAnswered + all);
        if (triedThrottled > 0.5 * cutFor * triedAnswered)
        {
            if (triedThrottled < 0.5 * Expected) return;
            (onTrial, limit, whim, noCutsUntil) = (false, double.PositiveInfinity, (double)triedThrottled / triedAnswered, now + noCutsFor);
            noCutsFor = noCutsFor * 2 < NoCutsForLongest ? noCutsFor * 2 : NoCutsForLongest;
        }
        else if (cutFor * triedAnswered >= (triedThrottled == 0 ? ExpectedOfNone : Expected))
        {
            noCutsFor = NoCutsFor;
            EndTrial(now);
        }
    }

    private void EndTrial(TimeSpan at) => (onTrial, steppedAt) = (false, at);

    private void Pause(TimeSpan now)
    {
        var pause = retryAfter is { } asked && asked > TimeSpan.Zero ? asked : Second;
        PausedUntil = now + (pause < LongestPause ? pause : LongestPause);
    }
}
