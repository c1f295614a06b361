namespace Sms;

/// <summary>Allowed from a number, deferred until a time for a reason, or declined for a reason.</summary>
internal readonly record struct SendingDecision
{
    private SendingDecision(SendingNumber? from, RuleAnswer no) => (From, No) = (from, no);

    public SendingNumber? From { get; }
    private RuleAnswer No { get; }
    public SkipReason Reason => No.Reason;
    /// <summary>Set for what is only put off.</summary>
    public DateTimeOffset? Until => No.Until;
    /// <summary>The reason in words, with the rule's value.</summary>
    public string? Detail => No.Detail;
    public bool IsAllowed => From is not null;

    public static SendingDecision Allowed(SendingNumber from) => new(from, RuleAnswer.Pass);
    public static SendingDecision Not(RuleAnswer no) => new(null, no);
    public static SendingDecision Declined(SkipReason reason) => new(null, RuleAnswer.Decline(reason));
}

/// <summary>May this person be texted now? A chain of rules, each a pure function that says no for its reason, or not yet, or passes on; the first one that does counts.</summary>
internal static class SendingPolicy
{
    private delegate RuleAnswer Rule(Profile person, OfferFacts facts, DateTimeOffset now);

    // The order is a promise: a person who said STOP is "Unsubscribed" even where nobody could have texted them anyway, and whoever sleeps is asked again about
    // the rest when awake.
    private static readonly Rule[] Rules =
    [
        LocalTimeRule.Wait, ConsentRule.Weigh, SuppressionRule.Weigh, AwaitingDecisionRule.Weigh, LocalTimeRule.Miss, QuietHoursRule.Weigh, SmartSendingRule.Weigh,
        FrequencyCapRule.Weigh, CountryRule.Weigh,
    ];

    /// <param name="person">The row as it is now; null when the person was erased.</param>
    public static SendingDecision Decide(Profile? person, OfferFacts facts, DateTimeOffset now)
    {
        if (person is null)
            return SendingDecision.Declined(SkipReason.PersonDeleted);
        foreach (var rule in Rules)
            if (rule(person, facts, now) is { Passes: false } no)
                return SendingDecision.Not(InTime(no, facts.Rules));
        return NumberChoice.For(person.Country, facts.Ordinal, facts.Numbers, person.TextedTo) is { } from
            ? SendingDecision.Allowed(from)
            : SendingDecision.Not(RuleAnswer.Decline(SkipReason.NoSendingNumber, NumberChoice.WhyNone(person.Country, facts.Numbers)));
    }

    /// <summary>What would have to wait beyond its campaign's time is declined at once.</summary>
    private static RuleAnswer InTime(RuleAnswer no, OfferRules? rules) => no.Until > rules?.Deadline
        ? RuleAnswer.Decline(SkipReason.CampaignTimedOut, $"{no.Reason.Label()}: {no.Detail}; the campaign waits until {rules.Deadline.UtcDateTime:yyyy-MM-dd HH:mm}Z")
        : no;
}
