namespace Sms;

/// <summary>
/// Reads a status callback: signature over the raw bytes first, words after. Takes the form Twilio posts, the query of a callback by GET and a
/// JSON object (which needs <c>bodySHA256</c> in the URL). Unknown fields are none of its business. Never throws.
/// </summary>
internal sealed class TwilioCallbackReader(string carrier, string[] tokens)
{
    private readonly ReceiptReader receipts = new(carrier, TwilioVocabulary.Words);

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        var signature = callback.Headers.GetValueOrDefault("x-twilio-signature");
        if (string.IsNullOrEmpty(signature)) return CallbackReading.Forged;
        var form = callback.Method == "GET" || IsJson(callback) ? null : FormBody.Parse(callback.Body);
        if (!IsSigned(callback, signature, form)) return CallbackReading.Forged;
        if (callback.Method == "GET") return receipts.Read(TwilioStatusFields.OfQuery(callback.Url), arrivedAt);
        return receipts.Read(form is null ? TwilioStatusFields.OfJson(callback.Body) : TwilioStatusFields.OfForm(form, callback.Body), arrivedAt);
    }

    public InboundReading ReadInbound(CarrierCallback callback)
    {
        var signature = callback.Headers.GetValueOrDefault("x-twilio-signature");
        if (string.IsNullOrEmpty(signature)) return InboundReading.Forged;
        var form = callback.Method == "GET" || IsJson(callback) ? null : FormBody.Parse(callback.Body);
        if (!IsSigned(callback, signature, form)) return InboundReading.Forged;
        var body = callback.Method == "GET" ? CallbackUrl.Query(callback.Url) : callback.Body;
        return TwilioInboundFields.Read(form ?? FormBody.Parse(body), body);
    }

    private bool IsSigned(CarrierCallback callback, string signature, FormBody? form)
    {
        if (callback.Method == "GET") return TwilioSignature.Fits(signature, callback.Url, null, tokens);
        // With a hash in the URL, the URL is what is signed, whatever the body's type.
        if (CallbackUrl.Parameter(callback.Url, "bodySHA256") is not null)
            return TwilioSignature.Fits(signature, callback.Url, null, tokens) && TwilioSignature.HashFits(callback.Url, callback.Body);
        return form is not null && TwilioSignature.Fits(signature, callback.Url, form, tokens);
    }

    private static bool IsJson(CarrierCallback callback) => callback.ContentType is { } type
        && type.AsSpan().TrimStart().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
}
