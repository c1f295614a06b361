namespace Sms;

internal sealed class PlivoCalls(bool v3) : VendorCalls
{
    private const string Nonce = "05429567804466091622";

    public override string Sent => "sent";
    public override string Failed => "undelivered";
    public override (string, FailureType) Why => ("30", FailureType.CarrierViolation);
    public override string ContentType => "application/x-www-form-urlencoded";
    public override WebCarrierOptions Options { get; } = new PlivoOptions { AuthId = "MA1", AuthToken = Current, PreviousAuthToken = Previous };

    public override string Body(string? status, string? code = null, string? providerId = "id-1", MessageId? ours = null) =>
        Form(("MessageUUID", providerId), ("Status", status), ("ErrorCode", code ?? "000"), ("To", Recipient[1..]), ("From", "78745"));

    public override CarrierCallback Signed(byte[] body, string secret = Current, DateTimeOffset? at = null, string? url = null) => v3
        ? Post(body, url, ("x-plivo-signature-ma-v3", PlivoSignature.SignV3(secret, url ?? UrlOf(Ours), FormBody.Parse(body), Nonce)), ("x-plivo-signature-v3-nonce", Nonce))
        : Post(body, url, ("x-plivo-signature-v2", "another," + PlivoSignature.SignV2(secret, url ?? UrlOf(Ours), Nonce)), ("x-plivo-signature-v2-nonce", Nonce));

    public override CarrierCallback Unsigned(CarrierCallback callback) => callback with { Headers = new Dictionary<string, string>() };

    public override CarrierCallback Swapped() => Signed("""{"MessageUUID":"id-1","Status":"delivered"}"""u8.ToArray()) with { ContentType = "application/json" };
}
