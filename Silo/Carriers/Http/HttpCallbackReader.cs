using System.Text;
using System.Text.Json;

namespace Sms;

/// <summary>Reads a callback as it is described: proof first, words after. Takes JSON, a form, or the query of a GET. Never throws.</summary>
internal sealed class HttpCallbackReader(string carrier, HttpCallbackOptions options, HttpCallbackGuard guard, CarrierVocabulary words)
{
    private readonly ReceiptReader receipts = new(carrier, words);
    private readonly string[] hidden = [.. options.Hidden.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), HttpCallbackGuard.KeyName];

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        if (!guard.Believes(callback, arrivedAt)) return CallbackReading.Forged;
        var proven = guard.ProvenBy(callback.Url);
        if (callback.Method == "GET") return receipts.Read(OfForm(CallbackUrl.Query(callback.Url), proven), arrivedAt);
        return receipts.Read(
            IsJson(callback) ? CallbackJson.Read(callback.Body, root => OfJson(root, callback.Body, proven)) : OfForm(callback.Body, proven), arrivedAt);
    }

    private ReceiptFields OfJson(JsonElement root, byte[] body, string? proven)
    {
        var text = VendorText.Raw(body);
        return Fields(proven, selector => HttpSelector.Read(selector, root, null, text), JsonBlot.Of(body, HttpSelector.Read(options.Recipient, root, null, text), hidden));
    }

    private ReceiptFields OfForm(byte[] body, string? proven)
    {
        var form = FormBody.Parse(body);
        var text = VendorText.Raw(body);
        var places = hidden.Prepend(options.Recipient!).Select(name => form.Find(Encoding.UTF8.GetBytes(name))).ToArray();
        return Fields(proven, selector => HttpSelector.Read(selector, default, form, text), FormBlot.Of(form, body, places));
    }

    private ReceiptFields Fields(string? proven, Func<string?, string?> read, string raw) => new(read(options.ProviderId), read(options.Status), read(options.Error), raw)
    {
        Message = options.MessageId is null ? proven : read(options.MessageId) ?? "",
        Part = read(options.Part),
    };

    public static bool IsJson(CarrierCallback callback) => callback.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) is true;
}
