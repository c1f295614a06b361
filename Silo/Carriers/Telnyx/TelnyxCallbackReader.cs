using System.Text.Json;
using NSec.Cryptography;

namespace Sms;

/// <summary>
/// Reads an event about a message: signature over the raw bytes and its age first, words after. The URL it is posted to is not signed, but the
/// body repeats the address we gave with the message, and that names it. Never throws.
/// </summary>
internal sealed class TelnyxCallbackReader(string carrier, PublicKey[] keys, TimeSpan tolerance, string callbackBase)
{
    private readonly ReceiptReader receipts = new(carrier, TelnyxCarrier.Words);

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        if (!IsSigned(callback, arrivedAt)) return CallbackReading.Forged;
        var ours = true;
        var fields = CallbackJson.Read(callback.Body, root => Fields(root.Child("data").Child("payload"), callback.Body, out ours));
        return ours ? receipts.Read(fields, arrivedAt) : CallbackReading.Forged;
    }

    /// <summary>An event <c>message.received</c>: whole, however long it is.</summary>
    public InboundReading ReadInbound(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        if (!IsSigned(callback, arrivedAt)) return InboundReading.Forged;
        var reading = new InboundReading(InboundKind.Malformed, null, null, "");
        CallbackJson.Read(callback.Body, root =>
        {
            var payload = root.Child("data").Child("payload");
            var (from, to) = (payload.Child("from").Text("phone_number"), payload.First("to").Text("phone_number"));
            var raw = JsonBlot.Of(callback.Body, from, "text", "subject", "phone_number");
            var id = payload.Text("direction") == "inbound" && VendorText.IsId(payload.Text("id")) ? payload.Text("id") : null;
            reading = InboundReading.Of(id, from, to, payload.Text("text"), raw);
            return null;
        });
        return reading;
    }

    private bool IsSigned(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        var timestamp = callback.Headers.GetValueOrDefault("telnyx-timestamp");
        return SignedTime.IsFresh(timestamp, arrivedAt, tolerance)
            && TelnyxSignature.Fits(callback.Headers.GetValueOrDefault("telnyx-signature-ed25519"), timestamp, callback.Body, keys);
    }

    /// <param name="ours">False: it was meant for another gateway.</param>
    private ReceiptFields Fields(JsonElement payload, byte[] body, out bool ours)
    {
        var address = payload.Text("webhook_url");
        ours = address is null || address.StartsWith(callbackBase + "/", StringComparison.Ordinal);
        var recipient = payload.First("to");
        var raw = payload.Text("direction") == "inbound"
            ? JsonBlot.Of(body, payload.Child("from").Text("phone_number"), "text", "subject")
            : JsonBlot.Of(body, recipient.Text("phone_number"), "text", "subject");
        return new ReceiptFields(payload.Text("id"), recipient.Text("status"), payload.First("errors").Text("code"), raw)
        {
            Message = CallbackAddress.MessageOf(callbackBase, carrier, address),
        };
    }
}
