using System.Text;

namespace Sms;

/// <summary>Callbacks as a carrier would post them.</summary>
internal static class Callbacks
{
    public const string Token = "12345";
    public const string Url = "https://hooks.example.test/carriers/main/status/01HZZZZZZZZZZZZZZZZZZZZZZZ-2611-7";

    public static CarrierCallback Signed(string body, string token = Token, string url = Url) =>
        Of(body, TwilioSignature.Sign(token, url, FormBody.Parse(Encoding.UTF8.GetBytes(body))), url);

    public static CarrierCallback Of(string body, string? signature, string url = Url, string contentType = "application/x-www-form-urlencoded", string method = "POST") => new()
    {
        Method = method,
        Url = url,
        ContentType = contentType,
        Headers = signature is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["x-twilio-signature"] = signature },
        Body = Encoding.UTF8.GetBytes(body),
    };
}
