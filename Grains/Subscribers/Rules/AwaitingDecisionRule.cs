namespace Sms;

/// <summary>No marketing to who wrote what may be an opt-out, until somebody has read it.</summary>
internal static class AwaitingDecisionRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now) =>
        facts.Transactional || !IsAwaited(person) ? RuleAnswer.Pass : RuleAnswer.Decline(SkipReason.AwaitingDecision);

    /// <summary>Who said yes after that text has decided alone.</summary>
    public static bool IsAwaited(Profile person) =>
        person.FlaggedAt is { } flagged && !(person.Consent == SmsConsent.Subscribed && person.ConsentAt > flagged);
}
