namespace Sms;

/// <summary>
/// A person's text as Twilio posts it (https://www.twilio.com/docs/messaging/guides/webhook-request). Long texts come in one piece; <c>OptOutType</c> is there
/// when the account's Advanced Opt-Out has answered.
/// </summary>
internal static class TwilioInboundFields
{
    public static InboundReading Read(FormBody form, ReadOnlySpan<byte> body)
    {
        var raw = FormBlot.Of(form, body, form.Find("From"u8), form.Find("To"u8), form.Find("Body"u8));
        var id = form.One("MessageSid"u8);
        return InboundReading.Of(
            VendorText.IsId(id) ? id : null, form.One("From"u8), form.One("To"u8), form.One("Body"u8) ?? (form.Find("NumMedia"u8) >= 0 ? "" : null), raw,
            answered: form.One("OptOutType"u8) is "STOP" or "START" or "HELP");
    }
}
