using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;

namespace Sms;

/// <summary>
/// Texts as bytes. What a provider's <c>data_coding</c> 0 stands for is its own choice: mostly the GSM alphabet, a byte for a septet (3GPP TS 23.038), with some
/// Latin-1.
/// </summary>
internal static class SmppAlphabet
{
    public const byte Default = 0, Ascii = 1, Latin1 = 3, Ucs2 = 8;

    private const byte Escape = 0x1B;

    /// <summary>By septet; the escape stands for itself.</summary>
    private static readonly string Basic = SmsText.Basic.Insert(Escape, "\u001B");

    private static readonly FrozenDictionary<char, byte> Extended = new Dictionary<char, byte>
    {
        ['\f'] = 0x0A,
        ['^'] = 0x14,
        ['{'] = 0x28,
        ['}'] = 0x29,
        ['\\'] = 0x2F,
        ['['] = 0x3C,
        ['~'] = 0x3D,
        [']'] = 0x3E,
        ['|'] = 0x40,
        ['€'] = 0x65,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<byte, char> Escaped = Extended.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    private static readonly FrozenDictionary<char, byte> Septets = Enumerable.Range(0, Basic.Length).Where(at => at != Escape).ToFrozenDictionary(at => Basic[at], at => (byte)at);

    /// <summary>Septets a character takes, one a byte: 1, or 2 with its escape.</summary>
    public static int Septet(char character, Span<byte> to)
    {
        if (Septets.TryGetValue(character, out var septet))
        {
            to[0] = septet;
            return 1;
        }
        (to[0], to[1]) = (Escape, Extended[character]);
        return 2;
    }

    /// <summary>The text behind the bytes; null for binary messages and codings nobody here knows.</summary>
    /// <param name="gsm">Whether <c>data_coding</c> 0 is the GSM alphabet; else it is Latin-1.</param>
    public static string? Read(byte coding, ReadOnlySpan<byte> bytes, bool gsm) => coding switch
    {
        Default => gsm ? Gsm(bytes) : Encoding.Latin1.GetString(bytes),
        // Message classes of the default alphabet (3GPP TS 23.038, §4): SMPP leaves this range to GSM.
        >= 0xF0 when (coding & 0x04) == 0 => Gsm(bytes),
        Ascii or Latin1 => Encoding.Latin1.GetString(bytes),
        Ucs2 => Wide(bytes),
        _ => null,
    };

    /// <summary>UTF-16, big-endian; half a character at the end is none.</summary>
    private static string Wide(ReadOnlySpan<byte> bytes) => string.Create(bytes.Length / 2, bytes, static (text, bytes) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
    });

    /// <summary>An escape with nothing behind it that anybody knows is a space, as the standard has it.</summary>
    private static string Gsm(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != Escape) text.Append(bytes[i] < Basic.Length ? Basic[bytes[i]] : '\uFFFD');
            else if (++i < bytes.Length && Escaped.TryGetValue(bytes[i], out var character)) text.Append(character);
            else text.Append(' ');
        }
        return text.ToString();
    }
}
