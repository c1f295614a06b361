using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Sms;

internal sealed class VonageCalls(bool json) : VendorCalls
{
    public override string Sent => "buffered";
    public override string Failed => "failed";
    public override (string, FailureType) Why => ("6", FailureType.CarrierViolation);
    public override TimeSpan? Tolerance => TimeSpan.FromDays(1);
    public override string ContentType => json ? "application/json; charset=UTF-8" : "application/x-www-form-urlencoded";
    public override WebCarrierOptions Options { get; } = new VonageOptions { ApiKey = "k", ApiSecret = "s", SignatureSecret = Current, PreviousSignatureSecret = Previous };

    public override string Body(string? status, string? code = null, string? providerId = "id-1", MessageId? ours = null)
    {
        (string Name, string? Value)[] fields =
        [
            ("msisdn", Recipient[1..]), ("to", "AcmeInc"), ("messageId", providerId), ("status", status), ("err-code", code ?? "0"), ("client-ref", (ours ?? Ours).Value),
            ("price", "0.0333"),
        ];
        if (!json) return Form(fields);
        var body = new JsonObject();
        foreach (var (name, value) in fields) if (value is not null) body[name] = value;
        return body.ToJsonString();
    }

    public override CarrierCallback Signed(byte[] body, string secret = Current, DateTimeOffset? at = null, string? url = null)
    {
        var signature = new VonageSignature(VonageSignatureMethod.Sha256, [secret]);
        var timestamp = (at ?? Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (!json)
        {
            byte[] form = [.. body, .. Encoding.UTF8.GetBytes($"&timestamp={timestamp}&nonce=n")];
            return Post([.. form, .. Encoding.UTF8.GetBytes("&sig=" + signature.Sign(FormBody.Parse(form)))], url);
        }
        JsonObject fields;
        try
        {
            fields = JsonNode.Parse(body)!.AsObject();
            fields["timestamp"] = timestamp;
            fields["nonce"] = "n";
            // In small letters, as the Node SDK writes it: both are taken.
            fields["sig"] = signature.Sign(FormBody.Parse(Encoding.UTF8.GetBytes(Form([.. fields.Select(f => (f.Key, (string?)f.Value))])))).ToLowerInvariant();
        }
        catch (Exception broken) when (broken is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            // What is no flat object cannot be signed; it goes out as it is.
            return Post(body, url);
        }
        return Post(Encoding.UTF8.GetBytes(fields.ToJsonString()), url);
    }

    public override CarrierCallback Unsigned(CarrierCallback callback) =>
        callback with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(callback.Body).Replace("sig", "gis", StringComparison.Ordinal)) };

    public override CarrierCallback Swapped() => Signed(Body("delivered", null, "id-1", null)) with { ContentType = json ? "application/x-www-form-urlencoded" : "application/json" };
}
