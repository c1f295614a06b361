using System.Security.Cryptography;

namespace Sms;

/// <summary>
/// The <c>sig</c> of a callback (https://developer.vonage.com/en/getting-started/concepts/signing-messages): every other parameter as <c>&amp;name=value</c>
/// in the order of names, with <c>&amp;</c> and <c>=</c> in values written <c>_</c>; as keyed hash by the signature secret, or MD5 of the text and the secret.
/// Hexadecimal, in either case. Made of what was received, so that a field the vendor adds tomorrow is signed too. The URL is not signed.
/// </summary>
internal sealed class VonageSignature(VonageSignatureMethod method, string[] secrets)
{
    /// <param name="parameters">All that came, <c>sig</c> included.</param>
    public bool Fits(FormBody parameters)
    {
        if (parameters.One("sig"u8) is not { Length: > 0 } given) return false;
        var text = Text(parameters);
        foreach (var secret in secrets)
            if (VendorText.Same(Hash(text, secret), given.ToUpperInvariant())) return true;
        return false;
    }

    /// <summary>By the newest secret, in capitals.</summary>
    public string Sign(FormBody parameters) => Hash(Text(parameters), secrets[0]);

    private static byte[] Text(FormBody parameters)
    {
        var text = new MemoryStream(512);
        foreach (var i in parameters.Sorted())
        {
            if (parameters.Key(i).SequenceEqual("sig"u8)) continue;
            text.WriteByte((byte)'&');
            text.Write(parameters.Key(i));
            text.WriteByte((byte)'=');
            foreach (var b in parameters.Value(i)) text.WriteByte(b is (byte)'&' or (byte)'=' ? (byte)'_' : b);
        }
        return text.ToArray();
    }

    private string Hash(byte[] text, string secret)
    {
        var key = System.Text.Encoding.UTF8.GetBytes(secret);
        // MD5 and SHA-1 are the account's choice at the vendor. As keyed hashes they are not known to be forgeable; Md5Hash is no keyed hash, and its options say so.
#pragma warning disable CA5350, CA5351
        return Convert.ToHexString(method switch
        {
            VonageSignatureMethod.Sha256 => HMACSHA256.HashData(key, text),
            VonageSignatureMethod.Sha512 => HMACSHA512.HashData(key, text),
            VonageSignatureMethod.Sha1 => HMACSHA1.HashData(key, text),
            VonageSignatureMethod.Md5 => HMACMD5.HashData(key, text),
            _ => MD5.HashData([.. text, .. key]),
        });
#pragma warning restore CA5350, CA5351
    }
}
