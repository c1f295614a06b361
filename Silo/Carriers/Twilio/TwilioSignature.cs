using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>
/// <c>X-Twilio-Signature</c>: base64 of HMAC-SHA1 by the account's auth token over the URL and, for a form, every name and value in ordinal order
/// of names (https://www.twilio.com/docs/usage/webhooks/webhooks-security). Repeated names count each distinct value once, sorted.
/// A body that is no form is signed by its SHA-256 in the URL (<c>bodySHA256</c>).
/// </summary>
internal static class TwilioSignature
{
    /// <param name="url">As the carrier was given it; a fragment is not signed.</param>
    /// <param name="form">Null: the URL alone is signed.</param>
    public static string Sign(string token, string url, FormBody? form) => Sign(token, Message(CallbackUrl.WithoutFragment(url), form));

    /// <param name="tokens">Active tokens; during a rotation, the new and the old.</param>
    public static bool Fits(string? signature, string url, FormBody? form, ReadOnlySpan<string> tokens)
    {
        if (string.IsNullOrEmpty(signature)) return false;
        foreach (var spelling in TwilioUrl.Spellings(url))
        {
            var message = Message(spelling, form);
            foreach (var token in tokens)
                if (VendorText.Same(Sign(token, message), signature)) return true;
        }
        return false;
    }

    /// <summary>Whether the URL's <c>bodySHA256</c> is this body's.</summary>
    public static bool HashFits(string url, ReadOnlySpan<byte> body) =>
        CallbackUrl.Parameter(url, "bodySHA256") is { } hash && VendorText.Same(Convert.ToHexStringLower(SHA256.HashData(body)), hash.ToLowerInvariant());

    private static string Sign(string token, ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        // SHA-1 is Twilio's choice; as a keyed hash it is not known to be forgeable.
#pragma warning disable CA5350
        HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), message, hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }

    private static ReadOnlySpan<byte> Message(string url, FormBody? form)
    {
        if (form is null || form.Count == 0) return Encoding.UTF8.GetBytes(url);
        var order = form.Sorted();
        var message = new byte[Encoding.UTF8.GetByteCount(url) + form.Length];
        var length = Encoding.UTF8.GetBytes(url, message);
        for (var i = 0; i < order.Length; i++)
        {
            var key = form.Key(order[i]);
            var value = form.Value(order[i]);
            if (i > 0 && key.SequenceEqual(form.Key(order[i - 1])) && value.SequenceEqual(form.Value(order[i - 1]))) continue;
            key.CopyTo(message.AsSpan(length));
            value.CopyTo(message.AsSpan(length + key.Length));
            length += key.Length + value.Length;
        }
        return message.AsSpan(0, length);
    }
}
