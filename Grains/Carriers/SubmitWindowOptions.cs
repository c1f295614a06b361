using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>How many submits one silo has under way with one carrier. Section <c>Sending:SubmitWindow</c>; wrong values stop the start.</summary>
public sealed class SubmitWindowOptions
{
    public const string Section = "Sending:SubmitWindow";

    /// <summary>
    /// Delay, in milliseconds, that submits may add to each other's answers beyond what one alone waits for (default 25, 5 to 10,000). Longer gives a
    /// little more throughput; shorter leaves callbacks more of the machine, and a crash fewer submits without an answer.
    /// </summary>
    [Range(5, 10_000)] public int TargetDelay { get; set; } = 25;

    /// <summary>Submits always allowed at once (default 16, 1 to 1,000), however slow they are.</summary>
    [Range(1, 1_000)] public int Smallest { get; set; } = 16;

    /// <summary>Submits never exceeded (default 2,000, at least <see cref="Smallest"/>, up to 20,000), however fast they are.</summary>
    [Range(1, 20_000)] public int Largest { get; set; } = 2_000;

    /// <summary>The same for a carrier that never has more under way than <paramref name="most"/> (<see cref="ICarrier.MostAtOnce"/>).</summary>
    internal SubmitWindowOptions UpTo(int? most) => most is not { } bound ? this : new SubmitWindowOptions
    {
        TargetDelay = TargetDelay,
        Smallest = Math.Min(Smallest, bound),
        Largest = Math.Min(Largest, bound),
    };
}
