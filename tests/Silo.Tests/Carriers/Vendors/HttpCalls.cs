using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sms;

/// <summary>A provider that nobody has heard of, described by configuration, in three ways to prove a callback.</summary>
internal sealed class HttpCalls(HttpAuthenticationScheme scheme) : VendorCalls
{
    private const string Password = "a-long-password";

    public bool SignsGateway => scheme is not HttpAuthenticationScheme.HmacSha256;
    public override string Sent => "ENROUTE";
    public override string Delivered => "DELIVRD";
    public override string Failed => "UNDELIV";
    public override (string, FailureType) Why => ("E12", FailureType.DeviceUnreachable);
    public override TimeSpan? Tolerance => scheme is HttpAuthenticationScheme.HmacSha256 ? TimeSpan.FromMinutes(5) : null;
    public override string ContentType => "application/json";

    public override WebCarrierOptions Options => new HttpCarrierOptions
    {
        Submit = { Url = "https://api.acme.example/send", Body = """{"to":"{to}","text":"{body}","ref":"{id}","dlr":"{callback}"}""" },
        Answer = { ProviderId = "/id" },
        Callback =
        {
            MessageId = scheme is HttpAuthenticationScheme.HmacSha256 ? "/ref" : null,
            ProviderId = "/id",
            Status = "/report/status",
            Error = "/report/code",
            Recipient = "/to",
            Hidden = ["text"],
            Authentication =
            {
                Scheme = scheme,
                Secret = Current,
                PreviousSecret = Previous,
                Header = "X-Acme-Signature",
                Prefix = "v1=",
                Signs = scheme is HttpAuthenticationScheme.HmacSha256 ? "{timestamp}.{body}" : "{body}",
                TimestampHeader = scheme is HttpAuthenticationScheme.HmacSha256 ? "X-Acme-Time" : null,
                Username = "acme",
                Password = Password,
            },
        },
        Statuses = new() { ["ENROUTE"] = DeliveryStatus.Sent, ["DELIVRD"] = DeliveryStatus.Delivered, ["UNDELIV"] = DeliveryStatus.Failed },
        Errors = new() { ["E12"] = "DeviceUnreachable", ["E88"] = "Throttle" },
    };

    public override string Body(string? status, string? code = null, string? providerId = "id-1", MessageId? ours = null) => new JsonObject
    {
        ["id"] = providerId,
        ["ref"] = (ours ?? Ours).Value,
        ["to"] = Recipient,
        ["text"] = "Words that are stored with the message and nowhere else",
        ["report"] = new JsonObject { ["status"] = status, ["code"] = code },
    }.ToJsonString();

    public override CarrierCallback Signed(byte[] body, string secret = Current, DateTimeOffset? at = null, string? url = null)
    {
        if (scheme is not HttpAuthenticationScheme.HmacSha256)
        {
            var key = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{Carrier}/{Ours.Value}")))[..32];
            var address = (url ?? UrlOf(Ours)) + "?key=" + key;
            return scheme is HttpAuthenticationScheme.Basic
                ? Post(body, address, ("authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("acme:" + Password))))
                : Post(body, address);
        }
        var timestamp = (at ?? Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. body];
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return Post(body, url, ("x-acme-time", timestamp), ("x-acme-signature", "v1=" + Convert.ToHexString(hash)));
    }

    public override CarrierCallback Unsigned(CarrierCallback callback) =>
        callback with { Headers = new Dictionary<string, string>(), Url = callback.Url.Replace("key=", "kez=", StringComparison.Ordinal) };

    public override CarrierCallback Swapped() => Signed("id=id-1&status=DELIVRD"u8.ToArray());
}
