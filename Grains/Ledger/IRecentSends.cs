namespace Sms;

/// <summary>What people were sent, for the rules that count it. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
internal interface IRecentSends
{
    /// <summary>
    /// Campaign and flow messages to a person that a provider took, or never answered, within <paramref name="horizon"/> of now (or a little longer ago); the newest
    /// <paramref name="most"/> at least, where there are more. The message is told of those without an answer. Reads that are asked for together go in one round trip.
    /// </summary>
    Task<IReadOnlyList<RecentSend>> ReadAsync(SubscriberId person, TimeSpan horizon, int most);

    /// <summary>Keeps the windows if they differ from those kept last. Returns all there were, the ones that hold included.</summary>
    Task<IReadOnlyList<SmartWindow>> NoteAsync(SmartWindow window);
}
