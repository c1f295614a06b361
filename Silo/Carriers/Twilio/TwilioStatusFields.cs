namespace Sms;

/// <summary>The fields of Twilio's status callback, from its three shapes. The URL is signed, so it names the message.</summary>
internal static class TwilioStatusFields
{
    public static ReceiptFields OfForm(FormBody form, ReadOnlySpan<byte> body) => new(
        form.One("MessageSid"u8), form.One("MessageStatus"u8), form.One("ErrorCode"u8),
        FormBlot.Of(form, body, form.Find("To"u8), IsInbound(form.Get("SmsStatus"u8)) ? form.Find("From"u8) : -1));

    public static ReceiptFields OfQuery(string url)
    {
        var query = CallbackUrl.Query(url);
        return OfForm(FormBody.Parse(query), query);
    }

    /// <summary>Null for anything but an object.</summary>
    public static ReceiptFields? OfJson(byte[] body) => CallbackJson.Read(body, root => new ReceiptFields(
        root.Text("MessageSid"), root.Text("MessageStatus"), root.Text("ErrorCode"),
        JsonBlot.Of(body, root.Text("To"), IsInbound(root.Text("SmsStatus")) ? ["From"] : [])));

    private static bool IsInbound(string? status) => status is "received" or "receiving";
}
