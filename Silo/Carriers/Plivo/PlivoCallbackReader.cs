namespace Sms;

/// <summary>
/// Reads a status callback: signature first, words after. Takes the form Plivo posts and the query of a callback by GET. The URL is signed, so it
/// names the message. Never throws.
/// </summary>
internal sealed class PlivoCallbackReader(string carrier, string[] tokens, bool requireV3)
{
    private readonly ReceiptReader receipts = new(carrier, PlivoCarrier.Words);

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        var body = callback.Method == "GET" ? CallbackUrl.Query(callback.Url) : callback.Body;
        var form = FormBody.Parse(body);
        if (!IsSigned(callback, callback.Method == "GET" ? null : form)) return CallbackReading.Forged;
        var fields = new ReceiptFields(
            form.One("MessageUUID"u8), form.One("Status"u8), form.One("ErrorCode"u8), FormBlot.Of(form, body, form.Find("To"u8)));
        return receipts.Read(fields, arrivedAt);
    }

    /// <summary>An inbound text. Long ones come whole.</summary>
    public InboundReading ReadInbound(CarrierCallback callback)
    {
        var body = callback.Method == "GET" ? CallbackUrl.Query(callback.Url) : callback.Body;
        var form = FormBody.Parse(body);
        if (!IsSigned(callback, callback.Method == "GET" ? null : form)) return InboundReading.Forged;
        var id = form.One("MessageUUID"u8);
        return InboundReading.Of(
            VendorText.IsId(id) ? id : null, form.One("From"u8), form.One("To"u8), form.One("Text"u8),
            FormBlot.Of(form, body, form.Find("From"u8), form.Find("To"u8), form.Find("Text"u8)));
    }

    /// <summary>The main account's signature (<c>-MA-</c>) stands beside a subaccount's: either proves.</summary>
    private bool IsSigned(CarrierCallback callback, FormBody? form)
    {
        var headers = callback.Headers;
        if (Both(headers, "x-plivo-signature-v3", "x-plivo-signature-ma-v3") is { } v3)
            return PlivoSignature.FitsV3(v3, headers.GetValueOrDefault("x-plivo-signature-v3-nonce"), callback.Url, form, tokens);
        return !requireV3 && PlivoSignature.FitsV2(
            Both(headers, "x-plivo-signature-v2", "x-plivo-signature-ma-v2"), headers.GetValueOrDefault("x-plivo-signature-v2-nonce"), callback.Url, tokens);
    }

    private static string? Both(IReadOnlyDictionary<string, string> headers, string account, string mainAccount) =>
        (headers.GetValueOrDefault(account), headers.GetValueOrDefault(mainAccount)) switch
        {
            ({ Length: > 0 } one, { Length: > 0 } other) => one + "," + other,
            ({ Length: > 0 } one, _) => one,
            (_, { Length: > 0 } other) => other,
            _ => null,
        };
}
