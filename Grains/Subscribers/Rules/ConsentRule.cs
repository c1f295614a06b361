namespace Sms;

/// <summary>Only who said yes to such texts, and has not said no since.</summary>
internal static class ConsentRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now) =>
        (facts.Transactional ? person.Transactional?.Consent : person.Consent) switch
        {
            SmsConsent.Subscribed => RuleAnswer.Pass,
            SmsConsent.Unsubscribed => RuleAnswer.Decline(SkipReason.Unsubscribed),
            _ => RuleAnswer.Decline(SkipReason.MissingConsent),
        };
}
