namespace Sms;

/// <summary>
/// Finds messages that are owed an answer. Pages follow the events' ids, that is their time, so a sweep goes on where it stopped and keeps no row per message.
/// Every method may throw <see cref="LedgerUnavailableException"/>.
/// </summary>
public interface ISweepStore
{
    /// <summary>Messages of a carrier whose submit is known to have had no answer (or was made again) and of which nothing was heard since.</summary>
    Task<SweepPage> ReadUnansweredAsync(SweepQuery query);

    /// <summary>
    /// Messages of a carrier without a last word: those relayed and neither received, failed nor unconfirmed, and those submitted of which nothing was heard, an
    /// intent that a crash cut off included.
    /// </summary>
    Task<SweepPage> ReadUnconfirmedAsync(SweepQuery query);

    /// <summary>Messages of a carrier that were relayed and neither received nor failed.</summary>
    Task<SweepPage> ReadUndeliveredAsync(SweepQuery query);

    /// <summary>The provider's ids of the messages to a person that were relayed since then.</summary>
    Task<IReadOnlySet<string>> ReadProviderIdsAsync(SubscriberId subscriber, DateTimeOffset since);

    /// <summary>A person's messages of which nothing was heard, and others: every one whose submit is known to have had no answer, and all that were submitted since then.</summary>
    Task<IReadOnlyList<MessageId>> ReadUnansweredOfAsync(SubscriberId subscriber, DateTimeOffset since);
}

/// <param name="After">Id of the last event examined; <see cref="Guid.Empty"/> for the beginning.</param>
/// <param name="Until">Events before this instant.</param>
/// <param name="Examine">Events to look at, most of which owe nothing.</param>
public sealed record SweepQuery(string Carrier, Guid After, DateTimeOffset Until, int Examine);

/// <param name="Last">Where the next page begins; null when there was nothing left to examine.</param>
public sealed record SweepPage(IReadOnlyList<SweepItem> Items, Guid? Last);

/// <param name="At">When it was submitted, or relayed.</param>
/// <param name="Phone">For a submit without an answer, the recipient's number; null when the person was erased.</param>
public sealed record SweepItem(MessageId Message, Metric Step, DateTimeOffset At, SubscriberId Subscriber, string? ProviderId, string? Phone);
