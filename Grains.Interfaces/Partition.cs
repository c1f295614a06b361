namespace Sms;

/// <summary>
/// People are dealt to 32 partitions by the first letter of their id, which is a keyed hash. A partition lives on one silo at a time: its people, and the waves and messages
/// of campaigns to them. The blocks of an audience belong to the partitions in turn, so a message's partition follows from its id alone; whoever fixes an audience gives people
/// the ordinals of their own partition where it can. Where it cannot, or the message is of a flow or conversation, person and message merely live apart.
/// </summary>
public static class Partition
{
    public const int Count = 32;

    /// <summary>Ordinals of an audience in a row that have the same partition.</summary>
    public const int Block = 500;

    /// <summary>As the ids of people have them, in order of partitions.</summary>
    public const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>0 to 31. Anything that is no person's id has one, too: it only says where the question is answered.</summary>
    public static int Of(SubscriberId person) => person.Value.Length == 0 ? 0 : OfLetter(person.Value[0]);

    /// <inheritdoc cref="Of(SubscriberId)"/>
    public static int Of(MessageId message) => OfOrdinal(FirstOf(message.Value.AsSpan(0, UlidText.Length)), message.Ordinal);

    /// <summary>The partition of a source's first block; the next block has the next partition.</summary>
    public static int FirstOf(SourceId source) => FirstOf(source.Key);

    /// <summary>By the last letter of the source's ULID: not all campaigns begin on the same silo.</summary>
    public static int FirstOf(ReadOnlySpan<char> ulid) => UlidText.ValueOf(ulid[^1]);

    /// <summary>Of a person whose id begins with this letter.</summary>
    public static int OfLetter(char letter) => letter switch
    {
        >= 'a' and <= 'z' => letter - 'a',
        >= '2' and <= '7' => letter - '2' + 26,
        _ => 0,
    };

    /// <param name="first">Of the source's first block.</param>
    public static int OfOrdinal(int first, int ordinal) => (ordinal / Block + first) % Count;
}
