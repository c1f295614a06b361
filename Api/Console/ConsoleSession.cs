using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>
/// Who signed in with an API key holds a cookie <c>{expires}.{nonce}.{seal}</c>; the seal is an HMAC under a secret derived from that key. So
/// nothing is stored, every gateway with the same keys honours it, it says nothing about the key, and it ends with the key.
/// </summary>
internal sealed class ConsoleSession(ApiKeys keys, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly byte[][] secrets = [.. Enumerable.Range(0, keys.Count).Select(key => keys.Derive(key, "console session"))];

    public bool IsOpen(HttpRequest request) => request.Cookies[CookieName(request)] is { } value && IsValid(value);

    /// <summary>Signs in; false when the key is not one of ours.</summary>
    public bool TryOpen(HttpContext context, string presented)
    {
        var key = keys.Find(presented);
        if (key < 0) return false;
        context.Response.Cookies.Append(CookieName(context.Request), Issue(key), Cookie(context.Request, Lifetime));
        return true;
    }

    public void Close(HttpContext context) =>
        context.Response.Cookies.Delete(CookieName(context.Request), Cookie(context.Request, TimeSpan.Zero));

    public string Issue(int key)
    {
        var expires = clock.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds();
        var body = string.Create(CultureInfo.InvariantCulture, $"{expires}.{RandomNumberGenerator.GetHexString(24, lowercase: true)}");
        return $"{body}.{Base64Url.EncodeToString(Seal(secrets[key], body))}";
    }

    public bool IsValid(string value)
    {
        if (value.Length > 200 || value.Split('.') is not [var expires, var nonce, var seal]) return false;
        var presented = Encoding.UTF8.GetBytes(seal);
        var fits = false;
        // Every key is looked at, whichever fits: the time it takes says nothing.
        foreach (var secret in secrets)
        {
            var expected = Encoding.UTF8.GetBytes(Base64Url.EncodeToString(Seal(secret, $"{expires}.{nonce}")));
            fits |= CryptographicOperations.FixedTimeEquals(presented, expected);
        }

        return fits && long.Parse(expires, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds();
    }

    private static byte[] Seal(byte[] secret, string body) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(body));

    /// <summary>Browsers keep one jar for all ports of a host; two instances side by side need two names.</summary>
    private static string CookieName(HttpRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"sms-console-{request.Host.Port ?? 0}");

    private static CookieOptions Cookie(HttpRequest request, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = SameOrigin.IsHttps(request),
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
