using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>
/// What the sandbox does to messages: rates are fractions 0–1 of all messages, delays milliseconds. Fates are rolled from
/// <see cref="Seed"/>, recipient and text, so the same run ends the same way in whatever order its requests arrive. Set under <c>Sandbox:*</c>,
/// replaced until the next start by <c>PUT /sandbox/behaviour</c> (what is left out there is the default, not what was configured).
/// </summary>
internal sealed record SandboxBehaviour : IValidatableObject
{
    /// <summary>A day, in milliseconds: beyond that a message's fate is not told but forgotten.</summary>
    private const int LongestDelay = 86_400_000;

    /// <summary>Ten minutes, longer than anybody waits.</summary>
    private const int LongestHang = 600_000;

    /// <summary>1, and what tenths lose in adding up.</summary>
    private const double One = 1.000001;

    /// <summary>Changes every roll.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>From acceptance to <c>sent</c>, at least and at most, 0 to a day. Default 150–700 ms.</summary>
    [Range(0, LongestDelay)] public int SentDelayMin { get; init; } = 150;
    [Range(0, LongestDelay)] public int SentDelayMax { get; init; } = 700;

    /// <summary>From <c>sent</c> to the last word, at least and at most, 0 to a day. Default 150–2200 ms.</summary>
    [Range(0, LongestDelay)] public int FinalDelayMin { get; init; } = 150;
    [Range(0, LongestDelay)] public int FinalDelayMax { get; init; } = 2200;

    /// <summary>From request to answer, at least and at most, 0 to a day. Default 0.</summary>
    [Range(0, LongestDelay)] public int AnswerDelayMin { get; init; }
    [Range(0, LongestDelay)] public int AnswerDelayMax { get; init; }

    /// <summary>Not delivered, by error code. Null: 30003 1.2 %, 30005 0.6 %, 30006 0.4 %, 30007 0.8 %. An empty object: none.</summary>
    public Dictionary<string, double>? Failures { get; init; }

    /// <summary>The carrier never says what became of it: no last word, here or by look-up. Default 1 %.</summary>
    [Range(0.0, 1.0)] public double SilentRate { get; init; } = 0.01;

    /// <summary>The last word exists, but its callback gets lost; a look-up tells. Default 0.</summary>
    [Range(0.0, 1.0)] public double LostRate { get; init; }

    /// <summary>Every callback comes again <see cref="DuplicateCount"/> (0 to 100) times. Default 0.</summary>
    [Range(0.0, 1.0)] public double DuplicateRate { get; init; }
    [Range(0, 100)] public int DuplicateCount { get; init; } = 1;

    /// <summary>The fewest repetitions, 0 to <see cref="DuplicateCount"/>: each such message rolls its own number between the two. Default: always <see cref="DuplicateCount"/>.</summary>
    [Range(0, 100)] public int? DuplicateCountMin { get; init; }

    /// <summary>The last word comes before <c>sent</c>. Default 0.</summary>
    [Range(0.0, 1.0)] public double ReorderRate { get; init; }

    /// <summary>
    /// <c>queued</c>, <c>sending</c>, <c>sent</c> and the last word all come as callbacks, in one of their 24 orders, each as likely as the others.
    /// Messages without a last word keep their order. Default 0.
    /// </summary>
    [Range(0.0, 1.0)] public double ShuffleRate { get; init; }

    /// <summary>All callbacks come before the submit is answered. Default 0.</summary>
    [Range(0.0, 1.0)] public double EarlyRate { get; init; }

    /// <summary>Refused with 400, by error code. Default none.</summary>
    public Dictionary<string, double>? Refusals { get; init; }

    /// <summary>429 with code 20429; rolled anew for each attempt. Default 0.</summary>
    [Range(0.0, 1.0)] public double ThrottleRate { get; init; }

    /// <summary>500, not sent; rolled anew for each attempt. Default 0.</summary>
    [Range(0.0, 1.0)] public double ErrorUnsentRate { get; init; }

    /// <summary>500, and sent all the same. Default 0.</summary>
    [Range(0.0, 1.0)] public double ErrorSentRate { get; init; }

    /// <summary>No answer, not sent; rolled anew for each attempt. Default 0.</summary>
    [Range(0.0, 1.0)] public double HangUnsentRate { get; init; }

    /// <summary>No answer, and sent all the same. Default 0.</summary>
    [Range(0.0, 1.0)] public double HangSentRate { get; init; }

    /// <summary>How long an unanswered request is held before its connection is cut, 0 to ten minutes. Default 60,000 ms.</summary>
    [Range(0, LongestHang)] public int HangFor { get; init; } = 60_000;

    /// <summary>
    /// Endings of recipients' numbers and what happens to them, by the names in <see cref="SandboxScenario"/>: <c>{"777":"silent"}</c>. The longest
    /// ending wins. Default none; numbers +1500555xxxx have scenarios of their own.
    /// </summary>
    public Dictionary<string, string>? Numbers { get; init; }

    public static IReadOnlyDictionary<string, double> DefaultFailures { get; } =
        new Dictionary<string, double> { ["30003"] = 0.012, ["30005"] = 0.006, ["30006"] = 0.004, ["30007"] = 0.008 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var (failures, refusals) = (Failures ?? [], Refusals ?? []);
        if (failures.Values.Concat(refusals.Values).Any(rate => !(rate is >= 0 and <= 1))) yield return new("A rate of Failures or Refusals is not between 0 and 1.");
        if (failures.Keys.Concat(refusals.Keys).Any(code => !int.TryParse(code, out var number) || number is < 10_000 or > 99_999))
            yield return new("An error code of Failures or Refusals is not five digits.");
        if (refusals.Values.Sum() + ThrottleRate + ErrorUnsentRate + ErrorSentRate + HangUnsentRate + HangSentRate > One)
            yield return new("Refusals, ThrottleRate, ErrorUnsentRate, ErrorSentRate, HangUnsentRate and HangSentRate add up to more than 1.");
        if (failures.Values.Sum() + SilentRate > One) yield return new("Failures and SilentRate add up to more than 1.");
        if (SentDelayMax < SentDelayMin) yield return new("SentDelayMax is below SentDelayMin.");
        if (FinalDelayMax < FinalDelayMin) yield return new("FinalDelayMax is below FinalDelayMin.");
        if (AnswerDelayMax < AnswerDelayMin) yield return new("AnswerDelayMax is below AnswerDelayMin.");
        if (DuplicateCountMin > DuplicateCount) yield return new("DuplicateCountMin is above DuplicateCount.");
        if (Numbers?.Values.FirstOrDefault(name => !SandboxScenario.TryParse(name, out _)) is { } unknown) yield return new($"Numbers: there is no scenario '{unknown}'.");
    }

    /// <summary>What cannot be, by name; null when all is well.</summary>
    public string? Fault()
    {
        List<ValidationResult> wrong = [];
        return Validator.TryValidateObject(this, new ValidationContext(this), wrong, validateAllProperties: true) ? null : string.Join(' ', wrong);
    }
}
