namespace Sms;

/// <summary>Changes of consent and suppression: the row as it is after them, and the events that say so.</summary>
internal static class ConsentChanges
{
    public static Profile Grant(
        Profile person, DateTimeOffset consentedAt, ConsentGrant grant, ConsentEvidence? evidence, DateTimeOffset at, ref IReadOnlyList<LedgerEvent> events)
    {
        var said = ConsentEvents.Granted(person, Metric.SubscribedToSmsMarketing, consentedAt, grant, evidence, at);
        events = [.. events, said];
        return person with
        {
            Consent = SmsConsent.Subscribed,
            ConsentAt = consentedAt,
            ConsentMethod = grant.Method,
            ConsentDetail = grant.Source,
            ConsentRecordedAt = at,
            StreamVersion = said.Version,
        };
    }

    public static Profile GrantTransactional(
        Profile person, DateTimeOffset consentedAt, ConsentGrant grant, ConsentEvidence? evidence, DateTimeOffset at, ref IReadOnlyList<LedgerEvent> events)
    {
        var said = ConsentEvents.Granted(person, Metric.SubscribedToSmsTransactional, consentedAt, grant, evidence, at);
        events = [.. events, said];
        return person with
        {
            Transactional = new ChannelConsent(SmsConsent.Subscribed, consentedAt, grant.Method, grant.Source, at),
            StreamVersion = said.Version,
        };
    }

    /// <summary>A no to one list: consent stays, and with it the texts of other lists.</summary>
    public static Profile Leave(Profile person, ConsentChange change, DateTimeOffset at, ref IReadOnlyList<LedgerEvent> events)
    {
        var said = ConsentEvents.Withdrawn(person, Metric.UnsubscribedFromList, change, at);
        events = [.. events, said];
        return person with { StreamVersion = said.Version };
    }

    /// <summary>
    /// A no is written down for people who never said yes, too: whoever imports them later must not text them. One who has said it before says it anew, which is no
    /// event of its own: a yes given between the two is older.
    /// </summary>
    public static Profile Withdraw(Profile person, ConsentChange change, DateTimeOffset at, ref IReadOnlyList<LedgerEvent> events)
    {
        if (change.Channels.HasFlag(ConsentChannels.Marketing))
        {
            if (person.Consent == SmsConsent.Unsubscribed) person = person with { ConsentAt = Later(person.ConsentAt, at) };
            else
            {
                var said = ConsentEvents.Withdrawn(person, Metric.UnsubscribedFromSmsMarketing, change, at);
                events = [.. events, said];
                person = person with
                {
                    Consent = SmsConsent.Unsubscribed,
                    ConsentAt = at,
                    ConsentMethod = change.Method,
                    ConsentDetail = change.Detail,
                    ConsentRecordedAt = at,
                    StreamVersion = said.Version,
                };
            }
        }

        if (change.Channels.HasFlag(ConsentChannels.Transactional))
        {
            if (person.Transactional is { Consent: SmsConsent.Unsubscribed } gone) person = person with { Transactional = gone with { At = Later(gone.At, at) } };
            else
            {
                var said = ConsentEvents.Withdrawn(person, Metric.UnsubscribedFromSmsTransactional, change, at);
                events = [.. events, said];
                person = person with
                {
                    Transactional = new ChannelConsent(SmsConsent.Unsubscribed, at, change.Method, change.Detail, at),
                    StreamVersion = said.Version,
                };
            }
        }

        return person;
    }

    public static Profile Suppress(Profile person, SuppressionOrder order, DateTimeOffset at, ref IReadOnlyList<LedgerEvent> events)
    {
        var rule = order.Rule;
        if (person.Suppression == rule || (rule is not null && person.Suppression is not null && !order.Replaces)) return person;
        var said = ConsentEvents.SuppressionChanged(person, rule, at);
        events = [.. events, said];
        return person with { Suppression = rule, StreamVersion = said.Version };
    }

    private static DateTimeOffset Later(DateTimeOffset? before, DateTimeOffset at) => before > at ? before.Value : at;
}
