using System.Collections.Immutable;

namespace Sms;

/// <summary>
/// What is known of the parts of a long message whose carrier reports on each by itself. Each part is a lattice of its own; the message's verdict is a
/// function of them all, so their order does not matter either. Empty, and without cost, for every other message.
/// </summary>
internal readonly struct MessageParts
{
    private readonly ImmutableDictionary<string, MessageStatus>? reported;

    private MessageParts(ImmutableDictionary<string, MessageStatus>? reported, int expected) => (this.reported, Expected) = (reported, expected);

    /// <summary>As the provider counted them when it accepted the message; 0: it did not say.</summary>
    public int Expected { get; }

    public MessageParts Expect(int parts) => new(reported, parts);

    public MessageStatus Of(string part) => reported?.GetValueOrDefault(part) ?? MessageStatus.None;

    public MessageParts With(MessageDetail report) => report is { Part: { } part, Status: { } status } ? With(part, status) : this;

    public MessageParts With(string part, MessageStatus status) => new(
        (reported ?? ImmutableDictionary<string, MessageStatus>.Empty).SetItem(part, Higher(Of(part), status)), Expected);

    /// <summary>
    /// Received when all are, failed when one ever was, else the furthest any got. <see cref="MessageStatus.None"/> while none was reported on.
    /// </summary>
    /// <param name="anyFailed">A part was reported failed, whatever was said of it before or after.</param>
    public MessageStatus Verdict(int expected, bool anyFailed)
    {
        if (reported is null) return MessageStatus.None;
        var (received, furthest) = (0, MessageStatus.None);
        foreach (var status in reported.Values)
        {
            anyFailed |= status == MessageStatus.Failed;
            if (status == MessageStatus.Received) received++;
            // One part in hand is not the message in hand.
            furthest = Higher(furthest, status == MessageStatus.Received ? MessageStatus.Sent : status);
        }

        return received >= expected ? MessageStatus.Received : anyFailed ? MessageStatus.Failed : furthest;
    }

    private static MessageStatus Higher(MessageStatus a, MessageStatus b) => a > b ? a : b;
}
