using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>The keys that open the API. Kept as hashes and compared in constant time.</summary>
internal sealed class ApiKeys
{
    private readonly byte[][] hashes;

    public ApiKeys(IEnumerable<string> keys) => hashes = [.. keys.Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(key)))];

    public int Count => hashes.Length;

    /// <summary>The number of the key that <paramref name="presented"/> is; -1 for none. Every key is looked at, whichever fits.</summary>
    public int Find(string presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented), hash);
        var found = -1;
        for (var i = 0; i < hashes.Length; i++)
            if (CryptographicOperations.FixedTimeEquals(hash, hashes[i])) found = i;
        return found;
    }

    /// <summary>A secret of its own for <paramref name="purpose"/>, from the key with that number: it ends with the key and does not tell it.</summary>
    public byte[] Derive(int key, string purpose) => HMACSHA256.HashData(hashes[key], Encoding.UTF8.GetBytes(purpose));

    /// <summary>The key of <c>Klaviyo-API-Key …</c> or <c>Bearer …</c>; null for anything else.</summary>
    public static string? Read(string? authorization)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["Klaviyo-API-Key ", "Bearer "])
            if (authorization is not null && authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return authorization[scheme.Length..].Trim();
        return null;
    }

    /// <summary>
    /// <c>Gateway:ApiKeys</c> as an array or a comma list; without it the key in <c>{Data:Directory}/api-key</c>, which the first start makes.
    /// </summary>
    public static ApiKeys Load(IConfiguration configuration)
    {
        var section = configuration.GetSection("Gateway:ApiKeys");
        var configured = section.GetChildren().Select(child => child.Value).Append(section.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return new ApiKeys(configured.Count > 0 ? configured : [ApiKeyFile.ReadOrMake(configuration["Data:Directory"] ?? "data")]);
    }
}
