namespace Sms;

/// <summary>Nobody whose number was taken out of use.</summary>
internal static class SuppressionRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now) =>
        person.Suppression is { } rule ? RuleAnswer.Decline(SkipReason.Suppressed, rule) : RuleAnswer.Pass;
}
