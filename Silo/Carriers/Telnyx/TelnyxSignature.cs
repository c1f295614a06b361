using System.Text;
using NSec.Cryptography;

namespace Sms;

/// <summary>
/// <c>telnyx-signature-ed25519</c>: base64 of an Ed25519 signature over <c>telnyx-timestamp</c>, a bar and the body as it came
/// (https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks). The URL is not signed.
/// </summary>
internal static class TelnyxSignature
{
    private static readonly SignatureAlgorithm Ed25519 = SignatureAlgorithm.Ed25519;

    /// <summary>Null for what is no key.</summary>
    public static PublicKey? Key(string? base64)
    {
        var bytes = new byte[Ed25519.PublicKeySize];
        return base64 is not null && Convert.TryFromBase64String(base64, bytes, out var length) && length == bytes.Length
            && PublicKey.TryImport(Ed25519, bytes, KeyBlobFormat.RawPublicKey, out var key)
            ? key
            : null;
    }

    /// <param name="keys">Active keys; during a rotation, the new and the old.</param>
    public static bool Fits(string? signature, string? timestamp, ReadOnlySpan<byte> body, ReadOnlySpan<PublicKey> keys)
    {
        Span<byte> given = stackalloc byte[Ed25519.SignatureSize];
        if (signature is null || string.IsNullOrEmpty(timestamp)) return false;
        if (!Convert.TryFromBase64String(signature, given, out var length) || length != given.Length) return false;
        var message = Message(timestamp, body);
        foreach (var key in keys)
            if (Ed25519.Verify(key, message, given)) return true;
        return false;
    }

    public static string Sign(Key key, string timestamp, ReadOnlySpan<byte> body) => Convert.ToBase64String(Ed25519.Sign(key, Message(timestamp, body)));

    private static byte[] Message(string timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(timestamp + "|");
        var message = new byte[head.Length + body.Length];
        head.CopyTo(message, 0);
        body.CopyTo(message.AsSpan(head.Length));
        return message;
    }
}
