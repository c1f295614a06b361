using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Sms;

/// <summary>
/// The one account of the sandbox: <c>Sandbox:AccountSid</c> and <c>Sandbox:AuthToken</c>, or those of the first carrier of kind Sandbox, or well-known
/// ones. Whoever knows the token can forge receipts of messages that reach nobody.
/// </summary>
internal sealed record SandboxAccount(string Sid, string Token)
{
    /// <summary>The account's name in binds: a sid is too long for one.</summary>
    public const string SystemId = "sandbox";

    private const string WellKnownSid = "AC5a4db0c5000000000000000000000001";
    private const string WellKnownToken = "sandbox-token";

    /// <summary>Telnyx signs with a key pair; the sandbox makes its own of the token.</summary>
    public Key TelnyxKey => Key.Import(SignatureAlgorithm.Ed25519, SHA256.HashData(Encoding.UTF8.GetBytes(Token)), KeyBlobFormat.RawPrivateKey);

    public string TelnyxPublicKey
    {
        get
        {
            using var key = TelnyxKey;
            return Convert.ToBase64String(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        }
    }

    public static SandboxAccount Of(IConfiguration configuration)
    {
        var carrier = configuration.GetSection("Carriers").GetChildren().FirstOrDefault(IsSandbox);
        return new SandboxAccount(
            First(configuration["Sandbox:AccountSid"], carrier?["AccountSid"], WellKnownSid),
            First(configuration["Sandbox:AuthToken"], carrier?["AuthToken"], WellKnownToken));
    }

    public static bool IsSandbox(IConfigurationSection carrier) =>
        string.Equals(carrier["Kind"] ?? (carrier.Key == CarriersBinder.SandboxName ? "Sandbox" : ""), "Sandbox", StringComparison.OrdinalIgnoreCase)
        && string.IsNullOrEmpty(carrier["BaseUrl"]);

    private static string First(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
            if (!string.IsNullOrEmpty(value)) return value;
        return "";
    }
}
