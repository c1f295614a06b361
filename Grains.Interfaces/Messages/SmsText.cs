using System.Buffers;

namespace Sms;

/// <summary>The alphabet a text travels in: the whole text takes the wider one as soon as one character needs it.</summary>
public enum SmsEncoding : byte { Gsm7, Ucs2 }

/// <param name="Units">Septets of GSM-7 (an extension character takes two), or UTF-16 code units.</param>
/// <param name="Segments">Parts that are sent and paid for; 0 for an empty text.</param>
public readonly record struct SmsSize(SmsEncoding Encoding, int Units, int Segments);

/// <summary>
/// Counts what a text costs, by 3GPP TS 23.038 and 23.040: 140 bytes a part, six of them taken by the header that joins the parts.
/// Runs once per message and allocates nothing.
/// </summary>
public static class SmsText
{
    private const int GsmSingle = 160, GsmPart = 153, Ucs2Single = 70, Ucs2Part = 67;

    /// <summary>The GSM 7-bit default alphabet in the order of its codes, without the escape (0x1B).</summary>
    public const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> Gsm = SearchValues.Create(Basic + Extension);
    private static readonly SearchValues<char> Escaped = SearchValues.Create(Extension);

    public static SmsSize Measure(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Gsm))
            return new SmsSize(SmsEncoding.Ucs2, text.Length, text.Length <= Ucs2Single ? 1 : CountUcs2Parts(text));
        var units = text.Length + CountEscaped(text);
        var segments = units switch
        {
            0 => 0,
            <= GsmSingle => 1,
            _ when units == text.Length => (units + GsmPart - 1) / GsmPart,
            _ => CountGsmParts(text),
        };
        return new SmsSize(SmsEncoding.Gsm7, units, segments);
    }

    private static int CountEscaped(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOfAny(Escaped); at >= 0; at = text.IndexOfAny(Escaped))
        {
            count++;
            text = text[(at + 1)..];
        }
        return count;
    }

    // An escape and its character may not be torn apart: the septet that would hold the escape alone stays empty.
    private static int CountGsmParts(ReadOnlySpan<char> text)
    {
        var (parts, used) = (1, 0);
        foreach (var character in text)
            Place(Escaped.Contains(character) ? 2 : 1, GsmPart, ref parts, ref used);
        return parts;
    }

    // Nor may the halves of a surrogate pair. A lone surrogate is a unit like any other.
    private static int CountUcs2Parts(ReadOnlySpan<char> text)
    {
        var (parts, used) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var paired = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            Place(paired ? 2 : 1, Ucs2Part, ref parts, ref used);
            if (paired)
                i++;
        }
        return parts;
    }

    private static void Place(int units, int capacity, ref int parts, ref int used)
    {
        if (used + units > capacity)
            (parts, used) = (parts + 1, 0);
        used += units;
    }
}
