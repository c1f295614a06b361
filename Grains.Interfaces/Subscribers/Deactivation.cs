namespace Sms;

/// <summary>Numbers that changed hands or never were phones, as a carrier's or registry's list has them.</summary>
/// <param name="Phones">As typed.</param>
/// <param name="Rule">What suppresses them: one of <see cref="DeactivationRules.All"/>.</param>
/// <param name="At">When the numbers were deactivated: a consent given later is the new owner's, and stays.</param>
[GenerateSerializer, Immutable, Alias("deactivation-batch")]
public sealed record DeactivationBatch([property: Id(0)] IReadOnlyList<string> Phones, [property: Id(1)] string Rule, [property: Id(2)] DateTimeOffset At);

/// <param name="Suppressed">People newly suppressed.</param>
/// <param name="Already">Those that some rule had suppressed before.</param>
/// <param name="ConsentedSince">Those that are left alone for a consent given since.</param>
/// <param name="Unknown">Numbers nobody here has.</param>
/// <param name="Invalid">Places in the batch that hold no phone number.</param>
[GenerateSerializer, Immutable, Alias("deactivation-outcome")]
public sealed record DeactivationOutcome(
    [property: Id(0)] int Suppressed, [property: Id(1)] int Already, [property: Id(2)] int ConsentedSince, [property: Id(3)] int Unknown,
    [property: Id(4)] IReadOnlyList<int> Invalid);

public static class DeactivationRules
{
    public const string Deactivated = "carrier_deactivation", Reassigned = "number_reassigned", Landline = "landline", Litigator = "known_litigator";

    public static IReadOnlyList<string> All { get; } = [Deactivated, Reassigned, Landline, Litigator];
}
