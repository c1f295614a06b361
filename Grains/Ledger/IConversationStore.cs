namespace Sms;

/// <summary>The people who have texted us.</summary>
public interface IConversationStore
{
    /// <summary>Newest text first, those after a place in that order.</summary>
    /// <param name="flagged">True: those that wait for a decision. False: the others. Null: all.</param>
    /// <exception cref="LedgerUnavailableException">The database does not answer.</exception>
    Task<IReadOnlyList<Profile>> ReadAsync(bool? flagged, ConversationPlace? after, int size);
}

public sealed record ConversationPlace(DateTimeOffset TextedAt, SubscriberId Person);
