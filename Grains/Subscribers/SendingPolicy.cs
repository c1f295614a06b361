namespace Sms;

/// <summary>What a rule may look at besides the person.</summary>
/// <param name="Ordinal">The message's place in its campaign: spreads messages over equal numbers.</param>
/// <param name="Numbers">The numbers this deployment may send from.</param>
/// <param name="Transactional">Not marketing: another consent counts.</param>
internal sealed record OfferFacts(long Ordinal, IReadOnlyList<SendingNumber> Numbers, bool Transactional = false);

/// <summary>Allowed from a number, or declined for a reason.</summary>
internal readonly record struct SendingDecision
{
    private SendingDecision(SendingNumber? from, SkipReason reason) => (From, Reason) = (from, reason);

    public SendingNumber? From { get; }
    public SkipReason Reason { get; }
    public bool IsAllowed => From is not null;

    public static SendingDecision Allowed(SendingNumber from) => new(from, SkipReason.None);
    public static SendingDecision Declined(SkipReason reason) => new(null, reason);
}

/// <summary>May this person be texted now? A chain of rules, each a pure function that declines for its reason or passes on; the first no counts.</summary>
internal static class SendingPolicy
{
    private delegate SkipReason Rule(Profile person, OfferFacts facts, DateTimeOffset now);

    // The order is a promise: a person who said STOP is "Unsubscribed" even where nobody could have texted them anyway.
    // Quiet hours, the smart-sending window and frequency caps belong between suppression and country.
    private static readonly Rule[] Rules = [Consented, NotSuppressed, CountryServed];

    /// <param name="person">The row as it is now; null when the person was erased.</param>
    public static SendingDecision Decide(Profile? person, OfferFacts facts, DateTimeOffset now)
    {
        if (person is null)
            return SendingDecision.Declined(SkipReason.PersonDeleted);
        foreach (var rule in Rules)
            if (rule(person, facts, now) is var reason and not SkipReason.None)
                return SendingDecision.Declined(reason);
        return NumberChoice.For(person.Country, facts.Ordinal, facts.Numbers) is { } from
            ? SendingDecision.Allowed(from)
            : SendingDecision.Declined(SkipReason.NoSendingNumber);
    }

    private static SkipReason Consented(Profile person, OfferFacts facts, DateTimeOffset now) => (facts.Transactional ? person.Transactional?.Consent : person.Consent) switch
    {
        SmsConsent.Subscribed => SkipReason.None,
        SmsConsent.Unsubscribed => SkipReason.Unsubscribed,
        _ => SkipReason.MissingConsent,
    };

    private static SkipReason NotSuppressed(Profile person, OfferFacts facts, DateTimeOffset now) =>
        person.Suppression is null ? SkipReason.None : SkipReason.Suppressed;

    // No number at all is our trouble (NoSendingNumber); numbers, but none meant for the country, is the person's country.
    private static SkipReason CountryServed(Profile person, OfferFacts facts, DateTimeOffset now) =>
        facts.Numbers.Count == 0 || NumberChoice.Covers(person.Country, facts.Numbers) ? SkipReason.None : SkipReason.CountryNotSupported;
}
