using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NSec.Cryptography;

namespace Sms;

internal sealed class TelnyxCalls : VendorCalls
{
    public override string Sent => "sent";
    public override string Failed => "delivery_failed";
    public override (string, FailureType) Why => ("40001", FailureType.DeviceIncapable);
    public override TimeSpan? Tolerance => TimeSpan.FromMinutes(5);
    public override string ContentType => "application/json";
    public override WebCarrierOptions Options { get; } = new TelnyxOptions { ApiKey = "KEY1", PublicKey = Public(Current), PreviousPublicKey = Public(Previous) };

    public override string Body(string? status, string? code = null, string? providerId = "id-1", MessageId? ours = null) => new JsonObject
    {
        ["data"] = new JsonObject
        {
            ["event_type"] = "message.finalized",
            ["id"] = Guid.NewGuid().ToString(),
            ["payload"] = new JsonObject
            {
                ["direction"] = "outbound",
                ["id"] = providerId,
                ["to"] = new JsonArray(new JsonObject { ["phone_number"] = Recipient, ["status"] = status }),
                ["from"] = new JsonObject { ["phone_number"] = "78745" },
                ["text"] = "Words that are stored with the message and nowhere else",
                ["webhook_url"] = UrlOf(ours ?? Ours),
                ["errors"] = code is null ? [] : new JsonArray(new JsonObject { ["code"] = code, ["title"] = "x" }),
            },
            ["record_type"] = "event",
        },
    }.ToJsonString();

    public override CarrierCallback Signed(byte[] body, string secret = Current, DateTimeOffset? at = null, string? url = null)
    {
        var timestamp = (at ?? Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var key = KeyOf(secret);
        return Post(body, url, ("telnyx-timestamp", timestamp), ("telnyx-signature-ed25519", TelnyxSignature.Sign(key, timestamp, body)));
    }

    public override CarrierCallback Unsigned(CarrierCallback callback) =>
        callback with { Headers = new Dictionary<string, string> { ["telnyx-timestamp"] = callback.Headers["telnyx-timestamp"] } };

    public override CarrierCallback Swapped() =>
        Signed(Encoding.UTF8.GetBytes($"id=id-1&status=delivered&webhook_url={UrlOf(Ours)}")) with { ContentType = "application/x-www-form-urlencoded" };

    public static Key KeyOf(string secret) => Key.Import(
        SignatureAlgorithm.Ed25519, SHA256.HashData(Encoding.UTF8.GetBytes(secret)), KeyBlobFormat.RawPrivateKey,
        new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });

    private static string Public(string secret)
    {
        using var key = KeyOf(secret);
        return Convert.ToBase64String(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }
}
