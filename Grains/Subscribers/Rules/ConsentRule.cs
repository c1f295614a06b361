namespace Sms;

/// <summary>Only who said yes, and has not said no since.</summary>
internal static class ConsentRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now) => person.Consent switch
    {
        SmsConsent.Subscribed => RuleAnswer.Pass,
        SmsConsent.Unsubscribed => RuleAnswer.Decline(SkipReason.Unsubscribed),
        _ => RuleAnswer.Decline(SkipReason.MissingConsent),
    };
}
