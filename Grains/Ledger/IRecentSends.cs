namespace Sms;

/// <summary>What people were sent, for the rules that count it. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
internal interface IRecentSends
{
    /// <summary>
    /// The person as they are stored now, and the campaign and flow messages to them that a provider took, or never answered, within <paramref name="horizon"/> of now
    /// (or a little longer ago); the newest <paramref name="most"/> at least, where there are more. The message is told of those without an answer. Reads that are asked
    /// for together go in one round trip.
    /// </summary>
    Task<PersonSent> ReadAsync(SubscriberId person, TimeSpan horizon, int most);

    /// <summary>Keeps the windows if they differ from those kept last. Returns all there were, the ones that hold included.</summary>
    Task<IReadOnlyList<SmartWindow>> NoteAsync(SmartWindow window);
}

/// <param name="Person">Null: unknown, or erased.</param>
internal readonly record struct PersonSent(Profile? Person, IReadOnlyList<RecentSend> Sent);
