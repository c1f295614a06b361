using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>The provider's JSON: message resources, lists and errors, field for field as its OpenAPI description has them.</summary>
internal sealed class SandboxJson(SandboxAccount account, SandboxLedger ledger)
{
    private static readonly JsonWriterOptions Plain = new() { SkipValidation = true };

    public ReadOnlyMemory<byte> Message(SandboxRecord record, DateTimeOffset now) => Write(w => Message(w, record, now));

    public ReadOnlyMemory<byte> List(IReadOnlyList<SandboxRecord> records, DateTimeOffset now, string uri, string firstPage, string? nextPage, int page, int size) => Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("first_page_uri"u8, firstPage);
        w.WriteNumber("end"u8, page * size + Math.Max(0, records.Count - 1));
        w.WriteNull("previous_page_uri"u8);
        w.WriteStartArray("messages"u8);
        foreach (var record in records) Message(w, record, now);
        w.WriteEndArray();
        w.WriteString("uri"u8, uri);
        w.WriteNumber("page_size"u8, size);
        w.WriteNumber("start"u8, page * size);
        w.WriteString("next_page_uri"u8, nextPage);
        w.WriteNumber("page"u8, page);
        w.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Error(int code, int status, string text) => Write(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("code"u8, code);
        w.WriteString("message"u8, text);
        w.WriteString("more_info"u8, string.Create(CultureInfo.InvariantCulture, $"https://www.twilio.com/docs/errors/{code}"));
        w.WriteNumber("status"u8, status);
        w.WriteEndObject();
    });

    private void Message(Utf8JsonWriter w, SandboxRecord record, DateTimeOffset now)
    {
        var sid = ledger.SidOf(record.Ordinal);
        var uri = $"/2010-04-01/Accounts/{account.Sid}/Messages/{sid}";
        var (status, code) = record.At(now);
        w.WriteStartObject();
        w.WriteString("account_sid"u8, account.Sid);
        w.WriteString("api_version"u8, "2010-04-01"u8);
        w.WriteString("body"u8, record.Body);
        w.WriteString("date_created"u8, Date(record.AcceptedAt));
        w.WriteString("date_sent"u8, record.SentAt(now) is { } sent ? Date(sent) : null);
        w.WriteString("date_updated"u8, Date(record.SentAt(now) ?? record.AcceptedAt));
        w.WriteString("direction"u8, "outbound-api"u8);
        if (code is null) w.WriteNull("error_code"u8);
        else w.WriteNumber("error_code"u8, int.Parse(code, CultureInfo.InvariantCulture));
        w.WriteString("error_message"u8, code is null ? null : SandboxErrors.Of(int.Parse(code, CultureInfo.InvariantCulture)).Text);
        w.WriteString("from"u8, record.From);
        w.WriteNull("messaging_service_sid"u8);
        w.WriteString("num_media"u8, "0"u8);
        w.WriteString("num_segments"u8, SandboxSegments.Count(record.Body).ToString(CultureInfo.InvariantCulture));
        w.WriteNull("price"u8);
        w.WriteString("price_unit"u8, "USD"u8);
        w.WriteString("sid"u8, sid);
        w.WriteString("status"u8, status);
        w.WriteStartObject("subresource_uris"u8);
        w.WriteString("media"u8, uri + "/Media.json");
        w.WriteEndObject();
        w.WriteString("to"u8, record.To);
        w.WriteString("uri"u8, uri + ".json");
        w.WriteEndObject();
    }

    /// <summary>RFC 2822.</summary>
    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Plain)) content(writer);
        return buffer.WrittenMemory;
    }
}

/// <summary>A line of <c>/sandbox/messages</c>.</summary>
/// <param name="Steps">The planned callbacks: milliseconds after acceptance, status and code, separated by semicolons.</param>
internal sealed record SandboxMessageView(
    string Sid, string To, string From, DateTimeOffset AcceptedAt, string Answer, string Status, string? ErrorCode, string? FinalStatus, bool Announced,
    string? StatusCallback, bool Done, long CallbacksPosted, long CallbacksAcknowledged, string Steps, int Segments);

/// <param name="Next">Give it as <c>before</c> for the next page; null on the last.</param>
internal sealed record SandboxMessagePage(IReadOnlyList<SandboxMessageView> Messages, long? Next);

/// <summary>The credentials of every language: id and secret, and the key by which Telnyx' callbacks are proved.</summary>
internal sealed record SandboxAccountView(string Id, string Secret, string TelnyxPublicKey);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SandboxBehaviour))]
[JsonSerializable(typeof(SandboxAccountView))]
[JsonSerializable(typeof(SandboxLatencies))]
[JsonSerializable(typeof(SandboxTruth))]
[JsonSerializable(typeof(SandboxMessagePage))]
[JsonSerializable(typeof(SandboxText))]
[JsonSerializable(typeof(SandboxHeard))]
[JsonSerializable(typeof(SandboxInboundTruth))]
internal sealed partial class SandboxJsonContext : JsonSerializerContext;
