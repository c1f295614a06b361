using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>Gives each message its callback address, and believes callbacks that come back with the proof.</summary>
internal sealed class HttpCallbackGuard(string carrier, HttpCallbackOptions options, string callbackBase)
{
    /// <summary>The query parameter. It is a secret, and not kept.</summary>
    public const string KeyName = "key";
    private const int KeyLength = 32;

    private readonly HttpAuthenticationOptions proof = options.Authentication;
    private readonly string[] secrets = [.. new[] { options.Authentication.Secret, options.Authentication.PreviousSecret ?? "" }
        .Select(secret => secret ?? options.Authentication.Password ?? "").Where(secret => secret.Length > 0)];

    /// <summary>The address alone names the message, and no signature covers it: it has to prove itself.</summary>
    private bool NeedsKey => options.MessageId is null ? !proof.SignsUrl : proof.Scheme is HttpAuthenticationScheme.Secret;

    public string AddressOf(MessageId message)
    {
        var address = CallbackAddress.Of(callbackBase, carrier, message);
        if (NeedsKey) address += $"?{KeyName}={KeyOf(secrets[0], message.Value)}";
        if (proof.Scheme is not HttpAuthenticationScheme.Basic) return address;
        var host = address.IndexOf("://", StringComparison.Ordinal) + 3;
        return $"{address[..host]}{Uri.EscapeDataString(proof.Username!)}:{Uri.EscapeDataString(proof.Password!)}@{address[host..]}";
    }

    public bool Believes(CarrierCallback callback, DateTimeOffset now) =>
        (!NeedsKey || KeyFits(callback.Url)) && proof.Scheme switch
        {
            HttpAuthenticationScheme.HmacSha256 => IsSigned(callback, now),
            HttpAuthenticationScheme.Basic => IsBasic(callback),
            _ => true,
        };

    /// <summary>
    /// The message whose key an address carries, read from the address as it was sent: a path with dot segments would lead elsewhere. Null where the address is
    /// signed as a whole, or what it carries names the message.
    /// </summary>
    public string? ProvenBy(string url) => options.MessageId is null && NeedsKey ? CallbackAddress.MessageOf(callbackBase, carrier, url) : null;

    /// <summary>For an address that is entered with the provider by hand, one for everything: a key in it is the secret itself.</summary>
    public bool BelievesForAll(CarrierCallback callback, DateTimeOffset now) => proof.Scheme switch
    {
        HttpAuthenticationScheme.HmacSha256 => IsSigned(callback, now),
        HttpAuthenticationScheme.Basic => IsBasic(callback),
        HttpAuthenticationScheme.Secret => CallbackUrl.Parameter(callback.Url, KeyName) is { Length: > 0 } given && Array.Exists(secrets, secret => VendorText.Same(secret, given)),
        _ => false,
    };

    private bool KeyFits(string url)
    {
        if (CallbackUrl.Parameter(url, KeyName) is not { Length: > 0 } given) return false;
        var message = CallbackAddress.MessageOf(callbackBase, carrier, url);
        foreach (var secret in secrets)
        {
            if (VendorText.Same(KeyOf(secret, message), given)) return true;
            // One address for all messages is given to the provider by hand; its key is the secret itself.
            if (options.MessageId is not null && message.Length == 0 && VendorText.Same(secret, given)) return true;
        }
        return false;
    }

    private bool IsSigned(CarrierCallback callback, DateTimeOffset now)
    {
        if (callback.Headers.GetValueOrDefault(proof.Header!.ToLowerInvariant()) is not { } given || !given.StartsWith(proof.Prefix, StringComparison.Ordinal)) return false;
        string? timestamp = null;
        if (proof.TimestampHeader is not null)
        {
            timestamp = callback.Headers.GetValueOrDefault(proof.TimestampHeader.ToLowerInvariant());
            if (!SignedTime.IsFresh(timestamp, now, proof.Tolerance)) return false;
        }
        var signature = given[proof.Prefix.Length..].Trim();
        var message = Signed(callback, timestamp);
        foreach (var secret in secrets)
        {
            var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message);
            if (VendorText.Same(Convert.ToHexStringLower(hash), signature.ToLowerInvariant()) || VendorText.Same(Convert.ToBase64String(hash), signature)) return true;
        }
        return false;
    }

    /// <summary>The body goes in as the bytes that came.</summary>
    private byte[] Signed(CarrierCallback callback, string? timestamp)
    {
        var text = proof.Signs.Replace("{url}", callback.Url, StringComparison.Ordinal).Replace("{timestamp}", timestamp, StringComparison.Ordinal);
        var parts = text.Split("{body}", 2);
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. callback.Body, .. Encoding.UTF8.GetBytes(parts[1])];
    }

    private bool IsBasic(CarrierCallback callback) =>
        callback.Headers.GetValueOrDefault("authorization") is { } given && given.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
        && VendorText.Same(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{proof.Username}:{proof.Password}")), given["Basic ".Length..].Trim());

    private string KeyOf(string secret, string message) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{carrier}/{message}")))[..KeyLength];
}
