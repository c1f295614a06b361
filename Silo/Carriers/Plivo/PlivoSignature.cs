using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>
/// Plivo's two signatures, both base64 of HMAC-SHA256 by the auth token. V2 (https://www.plivo.com/docs/messaging/concepts/signature-validation): over the
/// URL without its query, and a nonce. V3: over the URL, its sorted query, the form's sorted names and values, and a nonce
/// (https://www.plivo.com/docs/voice/concepts/signature-validation; the official SDK).
/// </summary>
internal static class PlivoSignature
{
    public static string SignV2(string token, string url, string nonce) => Sign(token, Encoding.UTF8.GetBytes(CallbackUrl.Base(url) + nonce));

    /// <param name="form">Null or empty: the URL alone is signed, as for GET.</param>
    public static string SignV3(string token, string url, FormBody? form, string nonce) => Sign(token, V3(url, form, nonce));

    /// <param name="signatures">As the header has them: one or more, separated by commas.</param>
    public static bool FitsV2(string? signatures, string? nonce, string url, ReadOnlySpan<string> tokens) =>
        !string.IsNullOrEmpty(signatures) && !string.IsNullOrEmpty(nonce) && FitsAny(signatures, Encoding.UTF8.GetBytes(CallbackUrl.Base(url) + nonce), tokens);

    public static bool FitsV3(string? signatures, string? nonce, string url, FormBody? form, ReadOnlySpan<string> tokens) =>
        !string.IsNullOrEmpty(signatures) && !string.IsNullOrEmpty(nonce) && FitsAny(signatures, V3(url, form, nonce), tokens);

    private static bool FitsAny(string signatures, byte[] message, ReadOnlySpan<string> tokens)
    {
        var given = signatures.Split(',', StringSplitOptions.TrimEntries);
        foreach (var token in tokens)
        {
            var expected = Sign(token, message);
            foreach (var signature in given)
                if (VendorText.Same(expected, signature)) return true;
        }
        return false;
    }

    private static byte[] V3(string url, FormBody? form, string nonce)
    {
        var query = FormBody.Parse(CallbackUrl.Query(url));
        var hasForm = form is { Count: > 0 };
        var message = new MemoryStream(url.Length + 512);
        message.Write(Encoding.UTF8.GetBytes(CallbackUrl.Base(url)));
        if (query.Count > 0 || hasForm) message.WriteByte((byte)'?');
        var first = true;
        foreach (var i in query.Sorted())
        {
            if (!first) message.WriteByte((byte)'&');
            first = false;
            message.Write(query.Key(i));
            message.WriteByte((byte)'=');
            message.Write(query.Value(i));
        }
        if (query.Count > 0 && hasForm) message.WriteByte((byte)'.');
        if (hasForm)
        {
            foreach (var i in form!.Sorted())
            {
                message.Write(form.Key(i));
                message.Write(form.Value(i));
            }
        }
        message.WriteByte((byte)'.');
        message.Write(Encoding.UTF8.GetBytes(nonce));
        return message.ToArray();
    }

    private static string Sign(string token, byte[] message) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), message));
}
