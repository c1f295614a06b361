using System.Text;

namespace Sms;

/// <summary>
/// The spellings of a callback's URL that Twilio may have signed. Its back ends do not agree whether a port is part of it, and an older one
/// re-encodes the query (both known from the validators of its SDKs).
/// </summary>
internal static class TwilioUrl
{
    /// <summary>The likeliest first; the others are made only when it does not fit.</summary>
    public static IEnumerable<string> Spellings(string url)
    {
        var plain = CallbackUrl.WithoutFragment(url);
        yield return plain;
        var otherPort = OtherPort(plain);
        if (otherPort is not null) yield return otherPort;
        var legacy = Reencoded(plain);
        if (legacy is null) yield break;
        // An apostrophe in the query may have been signed escaped.
        if (plain.Contains('\'', StringComparison.Ordinal)) yield return plain.Replace("'", "%27", StringComparison.Ordinal);
        yield return legacy;
        if (otherPort is not null) yield return Reencoded(otherPort)!;
    }

    /// <summary>Without the port when there is one, with the scheme's own port when there is none.</summary>
    private static string? OtherPort(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return null;
        var authority = scheme + 3;
        var end = url.AsSpan(authority).IndexOfAny('/', '?');
        end = end < 0 ? url.Length : authority + end;
        var host = url.AsSpan(authority, end - authority);
        var colon = host.LastIndexOf(':');
        // A colon inside the brackets of an IPv6 address or before the @ of a user is not a port's.
        if (colon > host.LastIndexOfAny(']', '@')) return string.Concat(url.AsSpan(0, authority + colon), url.AsSpan(end));
        var port = url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return string.Concat(url.AsSpan(0, end), port, url.AsSpan(end));
    }

    /// <summary>The query decoded and encoded again, leaving <c>!'()*</c> as they are; null without a query.</summary>
    private static string? Reencoded(string url)
    {
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0) return null;
        var query = FormBody.Parse(Encoding.UTF8.GetBytes(url[(mark + 1)..]));
        var text = new StringBuilder(url, 0, mark + 1, url.Length + 16);
        for (var i = 0; i < query.Count; i++)
        {
            if (i > 0) text.Append('&');
            text.Append(Encode(query.Key(i))).Append('=').Append(Encode(query.Value(i)));
        }
        return text.ToString();
    }

    private static string Encode(ReadOnlySpan<byte> value) => Uri.EscapeDataString(Encoding.UTF8.GetString(value))
        .Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal)
        .Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
}
