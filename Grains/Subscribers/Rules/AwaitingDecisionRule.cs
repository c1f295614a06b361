namespace Sms;

/// <summary>Nobody who wrote what may be an opt-out, until somebody has read it.</summary>
internal static class AwaitingDecisionRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now) =>
        person.FlaggedAt is null ? RuleAnswer.Pass : RuleAnswer.Decline(SkipReason.AwaitingDecision);
}
