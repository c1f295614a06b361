namespace Sms;

/// <summary>
/// Receipts that wait for their message, and the provider's ids of messages whose carrier reports by nothing else. Every method may throw
/// <see cref="LedgerUnavailableException"/>.
/// </summary>
public interface IParkingStore
{
    /// <summary>Parked receipts in order of arrival, from a place on.</summary>
    Task<IReadOnlyList<ParkedItem>> ReadAsync(DateTimeOffset at, Guid after, int size);

    Task<ParkedItem?> ReadOneAsync(Guid id);

    /// <summary>Those a carrier sent for one of these ids of its own.</summary>
    Task<IReadOnlyList<ParkedItem>> ReadByProviderAsync(string carrier, IReadOnlyList<string> providerIds);

    /// <summary>The message a provider knows by this id; null when none was noted (<see cref="LedgerEntry.ProviderKeys"/>).</summary>
    Task<MessageId?> FindMessageAsync(string carrier, string providerId);

    Task DeleteAsync(Guid id);

    /// <summary>Deletes some of those that arrived before; how many.</summary>
    Task<int> ExpireAsync(DateTimeOffset before);
}

/// <param name="Known">The message its provider's id was noted for; null when none was.</param>
public sealed record ParkedItem(ParkedReceipt Parked, MessageId? Known);
