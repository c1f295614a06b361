namespace Sms;

/// <summary>No marketing to who wrote what may be an opt-out, until somebody has read it.</summary>
internal static class AwaitingDecisionRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now) =>
        person.FlaggedAt is null || facts.Transactional ? RuleAnswer.Pass : RuleAnswer.Decline(SkipReason.AwaitingDecision);
}
