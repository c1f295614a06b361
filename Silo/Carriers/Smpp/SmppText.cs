using System.Buffers.Binary;
using System.Text;

namespace Sms;

/// <summary>How the parts of a long text are joined: a header in front of each, fields beside each, or by the provider, who gets it in one piece.</summary>
internal enum SmppLongMessages
{
    Udh,
    Sar,
    Payload,
}

/// <summary>A text as it travels: its coding, and the bytes of each part without a header.</summary>
internal sealed record SmppText(byte Coding, IReadOnlyList<byte[]> Parts)
{
    private const int GsmSingle = 160, GsmPart = 153, WideSingle = 70, WidePart = 67;

    /// <summary>Cut where <see cref="SmsText"/> counts it is cut.</summary>
    /// <param name="gsm">Whether the provider's default alphabet is GSM's; else it is Latin-1.</param>
    /// <param name="whole">In one piece however long it is.</param>
    public static SmppText Of(string body, bool gsm, bool whole = false)
    {
        var size = SmsText.Measure(body);
        // Latin-1 lacks the Greek letters and the euro.
        if (size.Encoding is SmsEncoding.Ucs2 || !(gsm || IsLatin(body))) return new SmppText(SmppAlphabet.Ucs2, Wide(body, Room(body.Length, WideSingle, WidePart)));
        return new SmppText(SmppAlphabet.Default, gsm ? Narrow(body, Room(size.Units, GsmSingle, GsmPart)) : Latin(body, Room(body.Length, GsmSingle, GsmPart)));

        int Room(int units, int single, int part) => whole || units <= single ? Math.Max(units, 1) : part;
    }

    private static bool IsLatin(string body) => !body.AsSpan().ContainsAnyExceptInRange('\0', 'ÿ');

    private static List<byte[]> Narrow(string body, int room)
    {
        var parts = new List<byte[]>(1);
        Span<byte> part = stackalloc byte[GsmSingle + 2];
        if (room > GsmSingle) part = new byte[room + 2];
        var used = 0;
        foreach (var character in body)
        {
            // An escape and its character stay together.
            var width = SmppAlphabet.Septet(character, part[used..]);
            if (used + width <= room)
            {
                used += width;
                continue;
            }
            parts.Add(part[..used].ToArray());
            used = SmppAlphabet.Septet(character, part);
        }
        parts.Add(part[..used].ToArray());
        return parts;
    }

    private static List<byte[]> Latin(string body, int room)
    {
        var parts = new List<byte[]>(1);
        for (var at = 0; at == 0 || at < body.Length; at += room) parts.Add(Encoding.Latin1.GetBytes(body, at, Math.Min(room, body.Length - at)));
        return parts;
    }

    private static List<byte[]> Wide(string body, int room)
    {
        var parts = new List<byte[]>(1);
        for (var at = 0; at < body.Length;)
        {
            var end = Math.Min(at + room, body.Length);
            // So do the halves of a surrogate pair.
            if (end < body.Length && char.IsHighSurrogate(body[end - 1]) && char.IsLowSurrogate(body[end])) end--;
            var part = new byte[2 * (end - at)];
            for (var i = at; i < end; i++) BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(2 * (i - at)), body[i]);
            parts.Add(part);
            at = end;
        }
        return parts;
    }
}
