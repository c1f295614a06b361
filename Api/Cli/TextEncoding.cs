using System.Text;
using System.Text.Unicode;

namespace Sms.Terminal;

/// <summary>What a text file is written in, from its first bytes.</summary>
internal static class TextEncoding
{
    /// <param name="isCut">Whether the file goes on behind these bytes: the last character may then be torn.</param>
    public static Encoding Guess(ReadOnlySpan<byte> head, bool isCut)
    {
        if (head is [0xFF, 0xFE, ..])
            return Encoding.Unicode;
        if (head is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode;
        // UTF-16 without a mark: every other byte of plain text is zero.
        if (head.Length >= 4 && Zeros(head, 1) > head.Length / 4)
            return Encoding.Unicode;
        if (head.Length >= 4 && Zeros(head, 0) > head.Length / 4)
            return Encoding.BigEndianUnicode;
        var whole = isCut ? head[..^3] : head;
        return Utf8.IsValid(whole) || isCut && (Utf8.IsValid(head[..^2]) || Utf8.IsValid(head[..^1]) || Utf8.IsValid(head)) ? Encoding.UTF8 : Encoding.Latin1;
    }

    private static int Zeros(ReadOnlySpan<byte> bytes, int from)
    {
        var count = 0;
        for (var i = from; i < bytes.Length; i += 2)
            if (bytes[i] == 0)
                count++;
        return count;
    }
}
