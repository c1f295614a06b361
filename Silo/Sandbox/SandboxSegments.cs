using System.Buffers;

namespace Sms;

/// <summary>How many segments the provider bills: GSM 03.38 when it fits, else UCS-2. Kept apart from the product's own count, to be compared with it.</summary>
internal static class SandboxSegments
{
    private static readonly SearchValues<char> Basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
    private static readonly SearchValues<char> Extended = SearchValues.Create("\f^{}\\[~]|€");

    public static int Count(string body)
    {
        var gsm = body.All(c => Basic.Contains(c) || Extended.Contains(c));
        var (single, part) = gsm ? (160, 153) : (70, 67);
        var (parts, used, total) = (1, 0, 0);
        for (var i = 0; i < body.Length; i++)
        {
            // Neither an escape pair nor a surrogate pair may lie across two parts.
            var pair = char.IsHighSurrogate(body[i]) && i + 1 < body.Length && char.IsLowSurrogate(body[i + 1]);
            var width = gsm ? Extended.Contains(body[i]) ? 2 : 1 : pair ? 2 : 1;
            if (pair) i++;
            if (used + width > part) (parts, used) = (parts + 1, 0);
            used += width;
            total += width;
        }
        return total == 0 ? 0 : total <= single ? 1 : parts;
    }
}
