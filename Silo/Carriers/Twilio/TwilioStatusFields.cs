using System.Text;
using System.Text.Json;

namespace Sms;

/// <summary>The fields of a status callback that count, and the text to keep: as it came, the recipient's number replaced.</summary>
internal sealed record TwilioStatusFields(string? ProviderId, string? Status, string? ErrorCode, string Raw)
{
    private const string Blot = "***";

    public static TwilioStatusFields OfForm(FormBody form, ReadOnlySpan<byte> body) => new(
        form.Get("MessageSid"u8), form.Get("MessageStatus"u8), form.Get("ErrorCode"u8), Blotted(form, body));

    public static TwilioStatusFields OfQuery(string url)
    {
        var plain = TwilioUrl.WithoutFragment(url);
        var mark = plain.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? [] : Encoding.UTF8.GetBytes(plain[(mark + 1)..]);
        return OfForm(FormBody.Parse(query), query);
    }

    /// <summary>Null for anything but an object.</summary>
    public static TwilioStatusFields? OfJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var recipients = new[] { Text(document, "To"), Inbound(Text(document, "SmsStatus")) ? Text(document, "From") : null };
            var raw = Text(body);
            foreach (var recipient in recipients)
                if (!string.IsNullOrEmpty(recipient)) raw = raw.Replace(recipient, Blot, StringComparison.Ordinal);
            return new(Text(document, "MessageSid"), Text(document, "MessageStatus"), Text(document, "ErrorCode"), raw);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string whose escapes are no Unicode.
            return null;
        }
    }

    private static string? Text(JsonDocument document, string name) =>
        !document.RootElement.TryGetProperty(name, out var value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    /// <summary>Values that hold the number anywhere are replaced whole: channel fields repeat it.</summary>
    private static string Blotted(FormBody form, ReadOnlySpan<byte> body)
    {
        var to = form.Find("To"u8);
        var from = Inbound(form.Get("SmsStatus"u8)) ? form.Find("From"u8) : -1;
        if (to < 0 && from < 0) return Text(body);
        var text = new StringBuilder(body.Length);
        var kept = 0;
        for (var i = 0; i < form.Count; i++)
        {
            if (!Holds(form, i, to) && !Holds(form, i, from)) continue;
            var (start, length) = form.RawValue(i);
            text.Append(Text(body[kept..start])).Append(Blot);
            kept = start + length;
        }
        return text.Append(Text(body[kept..])).ToString();
    }

    private static bool Holds(FormBody form, int index, int number) =>
        number >= 0 && form.Value(number).Length > 0 && form.Value(index).IndexOf(form.Value(number)) >= 0;

    private static bool Inbound(string? status) => status is "received" or "receiving";

    /// <summary>A raw NUL cannot be stored as text.</summary>
    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');
}
