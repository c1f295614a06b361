using System.Text;

namespace Sms;

internal sealed class TwilioCalls : VendorCalls
{
    public override string Sent => "sent";
    public override string Failed => "undelivered";
    public override (string, FailureType) Why => ("30005", FailureType.DeviceDisconnected);
    public override string ContentType => "application/x-www-form-urlencoded";
    public override WebCarrierOptions Options { get; } = new TwilioOptions { AccountSid = "AC1", AuthToken = Current, PreviousAuthToken = Previous };

    public override string Body(string? status, string? code = null, string? providerId = "id-1", MessageId? ours = null) =>
        Form(("MessageSid", providerId), ("MessageStatus", status), ("ErrorCode", code), ("To", Recipient), ("From", "78745"));

    public override CarrierCallback Signed(byte[] body, string secret = Current, DateTimeOffset? at = null, string? url = null) =>
        Post(body, url, ("x-twilio-signature", TwilioSignature.Sign(secret, url ?? UrlOf(Ours), FormBody.Parse(body))));

    public override CarrierCallback Unsigned(CarrierCallback callback) => callback with { Headers = new Dictionary<string, string>() };

    public override CarrierCallback Swapped()
    {
        var body = """{"MessageSid":"id-1","MessageStatus":"delivered"}"""u8.ToArray();
        return Signed(body) with { ContentType = "application/json" };
    }
}
