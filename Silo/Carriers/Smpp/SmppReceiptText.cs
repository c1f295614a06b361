using System.Text;
using System.Text.RegularExpressions;

namespace Sms;

/// <summary>
/// The words of a receipt (SMPP 3.4, Appendix B): <c>id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…</c>. By name and in any order; what
/// providers leave away is null.
/// </summary>
internal sealed partial record SmppReceiptText(string? Id, string? Status, string? Error, string Kept)
{
    private const int Longest = 1_000;

    public static SmppReceiptText Read(ReadOnlySpan<byte> message)
    {
        var words = Encoding.Latin1.GetString(message[..Math.Min(message.Length, Longest)]).Replace('\0', ' ');
        // What stands behind it are words of the message: its own, and none of the receipt's.
        var said = Said().Match(words) is { Success: true } text ? words[..text.Index] : words;
        string? id = null, status = null, error = null;
        foreach (Match field in Field().Matches(said))
        {
            var value = field.Groups["value"].Value;
            switch (field.Groups["name"].Value[0] | 0x20)
            {
                case 'i': id ??= value; break;
                case 's': status ??= value; break;
                case 'e': error ??= value; break;
            }
        }
        return new SmppReceiptText(id, status, error, said.TrimEnd());
    }

    [GeneratedRegex(@"(?:^|\s)text:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Said();

    [GeneratedRegex(@"(?:^|\s)(?<name>id|stat|err):\s?(?<value>\S+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
