using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>
/// Who may look at a silo: who has an API key of the deployment (<c>Gateway:ApiKeys</c>, or the file a gateway made under <c>Data:Directory</c>), given as the
/// password of HTTP Basic, which browsers ask for by themselves. Without any key nobody is let in.
/// </summary>
internal sealed partial class OperatorKeys
{
    private const string KeyFile = "api-key";

    private readonly byte[][] hashes;

    public OperatorKeys(IConfiguration configuration, ILogger<OperatorKeys> logger)
    {
        hashes = [.. Read(configuration).Select(Hash)];
        if (hashes.Length == 0) LogClosed(logger);
    }

    public bool Admit(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header is not { Scheme: "Basic", Parameter: { } encoded }) return false;
        Span<byte> decoded = stackalloc byte[512];
        if (!Convert.TryFromBase64String(encoded, decoded, out var length)) return false;
        var password = decoded[..length];
        var presented = SHA256.HashData(password[(password.IndexOf((byte)':') + 1)..]);
        var fits = false;
        // Every key is looked at, whichever fits: the time it takes says nothing.
        foreach (var hash in hashes) fits |= CryptographicOperations.FixedTimeEquals(hash, presented);
        return fits;
    }

    public static void Challenge(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Received SMS, operators: any name, an API key as password\", charset=\"UTF-8\"";
    }

    private static List<string> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Gateway:ApiKeys");
        var configured = section.GetChildren().Select(child => child.Value).Append(section.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        if (configured.Count > 0) return configured;
        var file = Path.Combine(configuration["Data:Directory"] ?? "data", KeyFile);
        return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } key ? [key] : [];
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dashboard is closed to everybody: set Gateway:ApiKeys to open it to operators")]
    private static partial void LogClosed(ILogger logger);
}
