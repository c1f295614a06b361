using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sms;

/// <summary>Reads a person's text as it is described: proof first, words after. Takes JSON, a form, or the query of a GET. Never throws.</summary>
internal sealed class HttpInboundReader(HttpInboundOptions options, HttpCallbackGuard guard)
{
    private readonly string[] hidden =
        [.. options.HiddenNames, .. new[] { options.From, options.To, options.Body }.Select(NameOf).OfType<string>(), HttpCallbackGuard.KeyName];

    // What an expression finds has no name, and nobody knows where else it stands: nothing of such a body is kept.
    private readonly bool kept = new[] { options.From, options.To, options.Body }.All(selector => NameOf(selector) is not null);

    public InboundReading Read(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        if (!guard.BelievesForAll(callback, arrivedAt)) return InboundReading.Forged;
        if (callback.Method == "GET") return OfForm(CallbackUrl.Query(callback.Url));
        return HttpCallbackReader.IsJson(callback) ? OfJson(callback.Body) : OfForm(callback.Body);
    }

    private InboundReading OfJson(byte[] body)
    {
        var text = VendorText.Raw(body);
        InboundReading? found = null;
        CallbackJson.Read(body, root =>
        {
            string? Value(string? selector) => HttpSelector.Read(selector, root, null, text);
            found = Of(Value, kept ? JsonBlot.Of(body, Value(options.From), hidden) : "");
            return null;
        });
        return found ?? InboundReading.Of(null, null, null, null, "");
    }

    private InboundReading OfForm(byte[] body)
    {
        var form = FormBody.Parse(body);
        var text = VendorText.Raw(body);
        var places = hidden.Select(name => form.Find(Encoding.UTF8.GetBytes(name))).ToArray();
        return Of(selector => HttpSelector.Read(selector, default, form, text), kept ? FormBlot.Of(form, body, places) : "");
    }

    private InboundReading Of(Func<string?, string?> read, string raw)
    {
        var id = read(options.ProviderId);
        var reference = read(options.Reference);
        var whole = string.IsNullOrEmpty(reference);
        InboundPart? part = null;
        if (!whole && VendorText.IsId(reference) && Number(read(options.Part)) is { } number && Number(read(options.Parts)) is { } total)
            part = new InboundPart(reference!, number, total);
        return InboundReading.Of(
            VendorText.IsId(id) && (whole || part is not null) ? id : null, read(options.From), read(options.To), read(options.Body), raw,
            // Some say "1 of 1" of every text.
            part is { Number: 1, Total: 1 } ? null : part);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The property or field that a selector reads; null for an expression.</summary>
    private static string? NameOf(string? selector) => selector switch
    {
        null or "" => null,
        _ when selector.StartsWith("regex:", StringComparison.Ordinal) => null,
        // Of "/messages/0/to/0" it is "to" whose value goes.
        ['/', ..] => Array.FindLast(selector.Split('/'), token => token.Length > 0 && !token.All(char.IsAsciiDigit))
            ?.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal),
        _ => selector,
    };
}
