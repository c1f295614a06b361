using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sms;

/// <summary>
/// Reads a delivery receipt of the SMS API, as the account is set to send it: query of a GET, form or JSON. Signature and age first, words after. The
/// URL is not signed; <c>client-ref</c> is, and names the message. Each part of a long message has a receipt of its own. Never throws.
/// </summary>
internal sealed class VonageCallbackReader(string carrier, VonageSignature signature, TimeSpan tolerance)
{
    private readonly ReceiptReader receipts = new(carrier, VonageCarrier.Words);

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        var (isJson, body) = BodyOf(callback);
        if (Signed(callback, isJson, body, arrivedAt) is not { } sent) return CallbackReading.Forged;
        var recipient = sent.Find("msisdn"u8);
        var raw = isJson ? JsonBlot.Of(body, sent.Get("msisdn"u8), "text") : FormBlot.Of(sent, body, recipient);
        var id = sent.One("messageId"u8);
        return receipts.Read(
            new ReceiptFields(id, sent.One("status"u8), sent.One("err-code"u8), raw) { Message = sent.One("client-ref"u8) ?? "", Part = id }, arrivedAt);
    }

    /// <summary>An inbound text of the SMS API. Parts of a long one come each by itself and are named by <c>concat-ref</c>.</summary>
    public InboundReading ReadInbound(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        var (isJson, body) = BodyOf(callback);
        if (Signed(callback, isJson, body, arrivedAt) is not { } sent) return InboundReading.Forged;
        var raw = isJson ? JsonBlot.Of(body, sent.Get("msisdn"u8), "text") : FormBlot.Of(sent, body, sent.Find("msisdn"u8), sent.Find("to"u8), sent.Find("text"u8));
        var id = sent.One("messageId"u8);
        var isWhole = sent.One("concat"u8) is not "true";
        InboundPart? part = null;
        if (!isWhole && VendorText.IsId(sent.One("concat-ref"u8)) && Number(sent.One("concat-part"u8)) is { } number && Number(sent.One("concat-total"u8)) is { } total)
            part = new InboundPart(sent.One("concat-ref"u8)!, number, total);
        return InboundReading.Of(
            VendorText.IsId(id) && (isWhole || part is not null) ? id : null, sent.One("msisdn"u8), sent.One("to"u8), sent.One("text"u8), raw, part);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static (bool IsJson, byte[] Body) BodyOf(CarrierCallback callback) =>
        callback.Method == "GET" ? (false, CallbackUrl.Query(callback.Url)) : (IsJson(callback), callback.Body);

    /// <summary>What was sent; null when its signature or its age does not fit.</summary>
    private FormBody? Signed(CarrierCallback callback, bool isJson, byte[] body, DateTimeOffset arrivedAt)
    {
        var sent = isJson ? OfJson(body) : FormBody.Parse(body);
        if (sent is null) return null;
        // The SDKs sign the query of the callback's address together with what is posted to it.
        var parameters = callback.Method == "GET" || !callback.Url.Contains('?', StringComparison.Ordinal) ? sent : Joined(sent, CallbackUrl.Query(callback.Url));
        return signature.Fits(parameters) && SignedTime.IsFresh(parameters.One("timestamp"u8), arrivedAt, tolerance) ? sent : null;
    }

    private static bool IsJson(CarrierCallback callback) => callback.ContentType is { } type
        && type.AsSpan().TrimStart().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    private static FormBody Joined(FormBody sent, byte[] query)
    {
        var form = new StringBuilder();
        for (var i = 0; i < sent.Count; i++) Append(form, Encoding.UTF8.GetString(sent.Key(i)), Encoding.UTF8.GetString(sent.Value(i)));
        return FormBody.Parse([.. Encoding.UTF8.GetBytes(form.ToString()), .. "&"u8, .. query]);
    }

    /// <summary>The parameters of a flat object; null for anything else.</summary>
    private static FormBody? OfJson(byte[] body)
    {
        FormBody? parameters = null;
        CallbackJson.Read(body, root =>
        {
            var form = new StringBuilder();
            foreach (var property in root.EnumerateObject())
            {
                if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return null;
                Append(form, property.Name, root.Text(property.Name)!);
            }
            parameters = FormBody.Parse(Encoding.UTF8.GetBytes(form.ToString()));
            return null;
        });
        return parameters;
    }

    private static void Append(StringBuilder form, string name, string value) =>
        form.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
}
