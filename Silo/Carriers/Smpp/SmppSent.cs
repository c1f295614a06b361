using System.Collections.Concurrent;

namespace Sms;

/// <summary>
/// Whose the provider's ids of the latest submits are: most receipts come back to the silo that sent, and need not ask the database. What is not here any more is
/// found there.
/// </summary>
internal sealed class SmppSent
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<string, MessageId> messages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();

    public void Add(string providerId, MessageId message)
    {
        messages[providerId] = message;
        order.Enqueue(providerId);
        while (order.Count > Most && order.TryDequeue(out var oldest)) messages.TryRemove(oldest, out _);
    }

    public MessageId? Find(string providerId) => messages.TryGetValue(providerId, out var message) ? message : null;
}
