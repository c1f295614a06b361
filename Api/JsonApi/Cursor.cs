using System.Buffers.Text;
using System.Text;

namespace Sms;

/// <summary>
/// Where a page begins, and the question it belongs to, as one opaque word of URL-safe base64: a client that sends nothing but the cursor
/// goes on with the filter and order it began with.
/// </summary>
internal sealed record Cursor(string Position, string? Filter, string? Sort, int Size)
{
    private const int Longest = 12_000;

    public string Encode() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n', Position, Filter, Sort, Size.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    /// <summary>
    /// Reads our own word, or a whole link that carries it as <c>page[cursor]</c>: the official SDK sends all of <c>links.next</c> when a
    /// server's links begin with http.
    /// </summary>
    public static bool TryRead(string text, out Cursor? cursor)
    {
        cursor = null;
        if (text.Length > Longest) return false;
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var link)) return false;
            text = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(link.Query).TryGetValue("page[cursor]", out var inner) ? inner.ToString() : "";
        }
        if (text.Length == 0 || !Base64Url.IsValid(text)) return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n');
        if (parts.Length != 4 || !int.TryParse(parts[3], out var size)) return false;
        cursor = new Cursor(parts[0], parts[1] is "" ? null : parts[1], parts[2] is "" ? null : parts[2], size);
        return true;
    }
}
