namespace Sms;

/// <summary>Only countries that one of our numbers is meant for. No number at all is our trouble, and has a reason of its own.</summary>
internal static class CountryRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now) =>
        facts.Numbers.Count == 0 || NumberChoice.Covers(person.Country, facts.Numbers) ? RuleAnswer.Pass : RuleAnswer.Decline(SkipReason.CountryNotSupported);
}
