namespace Sms;

/// <summary>
/// What the sandbox does to messages: rates are fractions 0–1 of all messages, delays milliseconds. Fates are rolled from
/// <see cref="Seed"/>, recipient and text, so the same run ends the same way in whatever order its requests arrive. Set under <c>Sandbox:*</c>,
/// replaced until the next start by <c>PUT /sandbox/behaviour</c> (what is left out there is the default, not what was configured).
/// </summary>
internal sealed record SandboxBehaviour
{
    /// <summary>Changes every roll.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>From acceptance to <c>sent</c>, at least and at most. Default 150–700 ms.</summary>
    public int SentDelayMin { get; init; } = 150;
    public int SentDelayMax { get; init; } = 700;

    /// <summary>From <c>sent</c> to the last word, at least and at most. Default 150–2200 ms.</summary>
    public int FinalDelayMin { get; init; } = 150;
    public int FinalDelayMax { get; init; } = 2200;

    /// <summary>From request to answer, at least and at most. Default 0.</summary>
    public int AnswerDelayMin { get; init; }
    public int AnswerDelayMax { get; init; }

    /// <summary>Not delivered, by error code. Null: 30003 1.2 %, 30005 0.6 %, 30006 0.4 %, 30007 0.8 %. An empty object: none.</summary>
    public Dictionary<string, double>? Failures { get; init; }

    /// <summary>The carrier never says what became of it: no last word, here or by look-up. Default 1 %.</summary>
    public double SilentRate { get; init; } = 0.01;

    /// <summary>The last word exists, but its callback gets lost; a look-up tells. Default 0.</summary>
    public double LostRate { get; init; }

    /// <summary>Every callback comes again <see cref="DuplicateCount"/> times. Default 0.</summary>
    public double DuplicateRate { get; init; }
    public int DuplicateCount { get; init; } = 1;

    /// <summary>The fewest repetitions, 0 to <see cref="DuplicateCount"/>: each such message rolls its own number between the two. Default: always <see cref="DuplicateCount"/>.</summary>
    public int? DuplicateCountMin { get; init; }

    /// <summary>The last word comes before <c>sent</c>. Default 0.</summary>
    public double ReorderRate { get; init; }

    /// <summary>
    /// <c>queued</c>, <c>sending</c>, <c>sent</c> and the last word all come as callbacks, in one of their 24 orders, each as likely as the others.
    /// Messages without a last word keep their order. Default 0.
    /// </summary>
    public double ShuffleRate { get; init; }

    /// <summary>All callbacks come before the submit is answered. Default 0.</summary>
    public double EarlyRate { get; init; }

    /// <summary>Refused with 400, by error code. Default none.</summary>
    public Dictionary<string, double>? Refusals { get; init; }

    /// <summary>429 with code 20429; rolled anew for each attempt. Default 0.</summary>
    public double ThrottleRate { get; init; }

    /// <summary>500, not sent; rolled anew for each attempt. Default 0.</summary>
    public double ErrorUnsentRate { get; init; }

    /// <summary>500, and sent all the same. Default 0.</summary>
    public double ErrorSentRate { get; init; }

    /// <summary>No answer, not sent; rolled anew for each attempt. Default 0.</summary>
    public double HangUnsentRate { get; init; }

    /// <summary>No answer, and sent all the same. Default 0.</summary>
    public double HangSentRate { get; init; }

    /// <summary>How long an unanswered request is held before its connection is cut. Default 60,000 ms.</summary>
    public int HangFor { get; init; } = 60_000;

    /// <summary>
    /// Endings of recipients' numbers and what happens to them, by the names in <see cref="SandboxScenario"/>: <c>{"777":"silent"}</c>. The longest
    /// ending wins. Default none; numbers +1500555xxxx have scenarios of their own.
    /// </summary>
    public Dictionary<string, string>? Numbers { get; init; }

    public static IReadOnlyDictionary<string, double> DefaultFailures { get; } =
        new Dictionary<string, double> { ["30003"] = 0.012, ["30005"] = 0.006, ["30006"] = 0.004, ["30007"] = 0.008 };

    /// <summary>What cannot be, by name; null when all is well.</summary>
    public string? Fault()
    {
        double[] rates = [SilentRate, LostRate, DuplicateRate, ReorderRate, ShuffleRate, EarlyRate, ThrottleRate, ErrorUnsentRate, ErrorSentRate, HangUnsentRate, HangSentRate,
            .. (Failures ?? []).Values, .. (Refusals ?? []).Values];
        if (rates.Any(r => !(r is >= 0 and <= 1))) return "A rate is not between 0 and 1.";
        if ((Refusals ?? []).Values.Sum() + ThrottleRate + ErrorUnsentRate + ErrorSentRate + HangUnsentRate + HangSentRate > 1.000001)
            return "The rates of refusals, throttling, errors and hangs add up to more than 1.";
        if ((Failures ?? []).Values.Sum() + SilentRate > 1.000001) return "The rates of failures and silence add up to more than 1.";
        if ((Failures ?? []).Keys.Concat((Refusals ?? []).Keys).Any(c => !int.TryParse(c, out var n) || n is < 10_000 or > 99_999))
            return "An error code is not five digits.";
        if (SentDelayMin < 0 || SentDelayMax < SentDelayMin || FinalDelayMin < 0 || FinalDelayMax < FinalDelayMin
            || AnswerDelayMin < 0 || AnswerDelayMax < AnswerDelayMin || HangFor < 0) return "A delay is negative, or its maximum is below its minimum.";
        if (DuplicateCount is < 0 or > 100) return "DuplicateCount is not between 0 and 100.";
        if (DuplicateCountMin < 0 || DuplicateCountMin > DuplicateCount) return "DuplicateCountMin is not between 0 and DuplicateCount.";
        return Numbers?.Values.FirstOrDefault(name => !SandboxScenario.TryParse(name, out _)) is { } unknown ? $"There is no scenario '{unknown}'." : null;
    }
}
