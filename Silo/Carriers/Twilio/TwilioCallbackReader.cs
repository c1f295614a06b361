using System.Buffers;
using System.Text;

namespace Sms;

/// <summary>
/// Reads a status callback: signature over the raw bytes first, words after. Takes the form Twilio posts, the query of a callback by GET and a
/// JSON object (which needs <c>bodySHA256</c> in the URL). Unknown fields are none of its business. Never throws.
/// </summary>
internal sealed class TwilioCallbackReader(string carrier, string[] tokens)
{
    private const int LongestWord = 64;
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        var signature = callback.Headers.GetValueOrDefault("x-twilio-signature");
        if (string.IsNullOrEmpty(signature)) return CallbackReading.Forged;
        var form = callback.Method == "GET" || IsJson(callback) ? null : FormBody.Parse(callback.Body);
        if (!IsSigned(callback, signature, form)) return CallbackReading.Forged;
        if (callback.Method == "GET") return Weigh(TwilioStatusFields.OfQuery(callback.Url), arrivedAt);
        return Weigh(form is null ? TwilioStatusFields.OfJson(callback.Body) : TwilioStatusFields.OfForm(form, callback.Body), arrivedAt);
    }

    private bool IsSigned(CarrierCallback callback, string signature, FormBody? form)
    {
        if (callback.Method == "GET") return TwilioSignature.Fits(signature, callback.Url, null, tokens);
        // With a hash in the URL, the URL is what is signed, whatever the body's type.
        if (TwilioUrl.Query(callback.Url, "bodySHA256") is not null)
            return TwilioSignature.Fits(signature, callback.Url, null, tokens) && TwilioSignature.HashFits(callback.Url, callback.Body);
        return form is not null && TwilioSignature.Fits(signature, callback.Url, form, tokens);
    }

    private CallbackReading Weigh(TwilioStatusFields? fields, DateTimeOffset arrivedAt)
    {
        if (fields is null || string.IsNullOrEmpty(fields.Status) || !IsId(fields.ProviderId)) return CallbackReading.Malformed;
        if (!TwilioVocabulary.Statuses.TryGetValue(fields.Status, out var status))
            return new CallbackReading(CallbackKind.UnknownStatus, null, fields.ProviderId, Word(fields.Status), fields.Raw);
        var failed = status is DeliveryStatus.Failed;
        var code = fields.ErrorCode is null or "" or "0" ? null : Word(fields.ErrorCode);
        var receipt = new DeliveryReceipt
        {
            Carrier = carrier,
            ProviderId = fields.ProviderId!,
            Status = status,
            VendorStatus = fields.Status,
            VendorCode = code,
            Failure = failed ? TwilioVocabulary.FailureOf(code) : FailureType.None,
            Raw = fields.Raw,
            ArrivedAt = arrivedAt,
        };
        return new CallbackReading(CallbackKind.Receipt, receipt, fields.ProviderId, fields.Status, fields.Raw);
    }

    private static bool IsJson(CarrierCallback callback) => callback.ContentType is { } type
        && type.AsSpan().TrimStart().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    private static bool IsId(string? text) => text is { Length: > 0 and <= LongestWord } && !text.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>A vendor's word as it may be stored and logged: short, and without control characters (a database text holds no NUL).</summary>
    private static string Word(string text)
    {
        var word = new StringBuilder(text, 0, Math.Min(text.Length, LongestWord), LongestWord);
        for (var i = 0; i < word.Length; i++)
            if (char.IsControl(word[i]) || char.IsSurrogate(word[i])) word[i] = '\uFFFD';
        return word.ToString();
    }
}
