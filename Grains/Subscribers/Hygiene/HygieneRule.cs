namespace Sms;

/// <summary>A rule that takes numbers out of use.</summary>
/// <param name="Says">The rule in words.</param>
/// <param name="Automatic">It suppresses by itself.</param>
/// <param name="WithdrawsConsent">Consent goes as well.</param>
/// <param name="Finds">Whom it fits, as segment conditions; one of them is enough.</param>
/// <param name="AtOnce">One failure of this type is enough, whatever else is known.</param>
internal sealed record HygieneRule(
    string Name, string Says, bool Automatic, bool WithdrawsConsent, IReadOnlyList<SegmentCondition> Finds, FailureType AtOnce = FailureType.None);
