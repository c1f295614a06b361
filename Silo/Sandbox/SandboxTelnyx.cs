using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sms;

/// <summary>Telnyx' language: send, fetch, detail records by recipient, and events signed with the account's key.</summary>
internal sealed class SandboxTelnyx(SandboxAccount account, SandboxLedger ledger, SandboxDesk desk, TimeProvider clock) : ISandboxDialect
{
    private readonly NSec.Cryptography.Key key = account.TelnyxKey;

    public CarrierKind Kind => CarrierKind.Telnyx;

    public bool Owns(PathString path) => path.StartsWithSegments("/v2/messages") || path.StartsWithSegments("/v2/detail_records");

    public async Task HandleAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        if (!SandboxAnswers.IsBearer(context.Request, account)) await RefuseAsync(context, 20003);
        else if (path == "/v2/messages" && HttpMethods.IsPost(method)) await CreateAsync(context);
        else if (path == "/v2/detail_records" && HttpMethods.IsGet(method)) await ListAsync(context);
        else if (HttpMethods.IsGet(method) && SandboxIds.TryReadUuid(ledger, path[(path.LastIndexOf('/') + 1)..], out var number) && ledger.Find(number) is { } record)
            await SandboxAnswers.WriteAsync(context, 200, Write(w => Message(w, record)));
        else await RefuseAsync(context, 20404);
    }

    public Task RefuseAsync(HttpContext context, int code)
    {
        var (status, text) = SandboxErrors.Of(code);
        var theirs = code switch
        {
            20003 => "10009",
            20404 => "10005",
            20429 => "10011",
            20500 => "10007",
            _ => TwilioVocabulary.Words.FailureOf(code.ToString(CultureInfo.InvariantCulture)) switch
            {
                FailureType.MessageBlocked => "40300",
                FailureType.InvalidMobileNumber => "40310",
                FailureType.DeviceIncapable => "40301",
                FailureType.NumberNotVerified => "40305",
                _ => "10015",
            },
        };
        return SandboxAnswers.WriteAsync(context, status, CarrierJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("errors"u8);
            Error(w, theirs, TelnyxCarrier.Words.ErrorOf(theirs)?.Text ?? text);
            w.WriteEndArray();
            w.WriteEndObject();
        }));
    }

    public Task AcceptAsync(HttpContext context, SandboxMessage message, string body) =>
        SandboxAnswers.WriteAsync(context, 200, Write(w => Message(w, message.Ordinal, message.To, message.From, body, message.AcceptedAt, message.Callback?.Url, "queued", null)));

    public HttpRequestMessage Callback(SandboxMessage message, SandboxStep step)
    {
        var body = CarrierJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteStartObject("data"u8);
            w.WriteString("event_type"u8, step.Status == "sent" ? "message.sent"u8 : "message.finalized"u8);
            w.WriteString("id"u8, Guid.NewGuid());
            w.WriteString("occurred_at"u8, message.AcceptedAt.AddMilliseconds(step.After));
            w.WritePropertyName("payload"u8);
            // The text is not kept for callbacks; the vendor repeats it, and a receiver has to keep it out of its records.
            Message(w, message.Ordinal, message.To, message.From, "…", message.AcceptedAt, message.Callback!.Url, Word(step.Status), step.Code);
            w.WriteString("record_type"u8, "event"u8);
            w.WriteEndObject();
            w.WriteStartObject("meta"u8);
            w.WriteNumber("attempt"u8, 1);
            w.WriteString("delivered_to"u8, message.Callback!.Url);
            w.WriteEndObject();
            w.WriteEndObject();
        });
        var request = new HttpRequestMessage(HttpMethod.Post, message.Callback!.Address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("telnyx-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("telnyx-signature-ed25519", TelnyxSignature.Sign(key, timestamp, body.Span));
        return request;
    }

    private async Task CreateAsync(HttpContext context)
    {
        if (await SandboxAnswers.ReadObjectAsync(context.Request) is not { } fields)
        {
            await RefuseAsync(context, 20001);
            return;
        }
        var submit = new SandboxSubmit(
            fields.GetValueOrDefault("to", ""), fields.GetValueOrDefault("from", ""), fields.GetValueOrDefault("text", ""),
            SandboxCallbackUrl.Patient(fields.GetValueOrDefault("webhook_url")));
        await desk.TakeAsync(new SandboxHttpExchange(context, this, clock), submit, submit.From.Length == 0 ? 21603 : submit.Body.Length == 0 ? 21602 : !submit.IsAddressed ? 21211 : 0);
    }

    private Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var since = DateTimeOffset.TryParse(query["filter[created_at][gte]"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from) ? from : default;
        var records = ledger.List(new SandboxFilter(query["filter[cld]"].FirstOrDefault(), null, null, long.MaxValue, since.ToUnixTimeMilliseconds(), long.MaxValue, 1000));
        var size = int.TryParse(query["page[size]"], out var asked) ? Math.Clamp(asked, 1, 50) : 20;
        var page = int.TryParse(query["page[number]"], out var at) ? Math.Max(1, at) : 1;
        return SandboxAnswers.WriteAsync(context, 200, CarrierJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("data"u8);
            foreach (var record in records.AsEnumerable().Reverse().Skip((page - 1) * size).Take(size)) Detail(w, record);
            w.WriteEndArray();
            w.WriteEndObject();
        }));
    }

    private void Detail(Utf8JsonWriter w, SandboxRecord record)
    {
        var (status, code) = record.At(clock.GetUtcNow());
        w.WriteStartObject();
        w.WriteString("record_type"u8, "message_detail_record"u8);
        w.WriteString("uuid"u8, SandboxIds.Uuid(ledger, record.Ordinal));
        w.WriteString("created_at"u8, record.AcceptedAt);
        w.WriteString("cld"u8, record.To);
        w.WriteString("cli"u8, record.From);
        w.WriteString("direction"u8, "outbound"u8);
        w.WriteString("status"u8, Word(status) is "delivery_failed" ? "failed" : Word(status));
        w.WriteString("delivery_status_webhook_url"u8, record.Callback);
        w.WriteStartArray("errors"u8);
        if (code is not null) w.WriteStringValue(Code(code));
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> message) => CarrierJson.Write(w =>
    {
        w.WriteStartObject();
        w.WritePropertyName("data"u8);
        message(w);
        w.WriteEndObject();
    });

    private void Message(Utf8JsonWriter w, SandboxRecord record)
    {
        var (status, code) = record.At(clock.GetUtcNow());
        Message(w, record.Ordinal, record.To, record.From, record.Body, record.AcceptedAt, record.Callback, Word(status), code);
    }

    private void Message(
        Utf8JsonWriter w, long number, string to, string from, string text, DateTimeOffset receivedAt, string? callback, string status, string? code)
    {
        w.WriteStartObject();
        w.WriteString("record_type"u8, "message"u8);
        w.WriteString("direction"u8, "outbound"u8);
        w.WriteString("id"u8, SandboxIds.Uuid(ledger, number));
        w.WriteString("type"u8, "SMS"u8);
        w.WriteStartObject("from"u8);
        w.WriteString("phone_number"u8, from);
        w.WriteEndObject();
        w.WriteStartArray("to"u8);
        w.WriteStartObject();
        w.WriteString("phone_number"u8, to);
        w.WriteString("status"u8, status);
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteString("text"u8, text);
        w.WriteNumber("parts"u8, SandboxSegments.Count(text));
        w.WriteStartArray("tags"u8);
        w.WriteEndArray();
        w.WriteString("webhook_url"u8, callback);
        w.WriteString("received_at"u8, receivedAt);
        w.WriteStartArray("errors"u8);
        if (code is not null) Error(w, Code(code), TelnyxCarrier.Words.ErrorOf(Code(code))!.Text);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Error(Utf8JsonWriter w, string code, string text)
    {
        w.WriteStartObject();
        w.WriteString("code"u8, code);
        w.WriteString("title"u8, text);
        w.WriteString("detail"u8, text);
        w.WriteEndObject();
    }

    private static string Word(string status) => status switch
    {
        "undelivered" or "failed" => "delivery_failed",
        "canceled" => "cancelled",
        _ => status,
    };

    private static string Code(string code) => TwilioVocabulary.Words.FailureOf(code) switch
    {
        FailureType.DeviceUnreachable => "40006",
        FailureType.DeviceDisconnected => "40012",
        FailureType.DeviceIncapable => "40001",
        FailureType.CarrierViolation => "40002",
        FailureType.MessageBlocked => "40300",
        FailureType.NumberNotVerified => "40010",
        _ => "40008",
    };
}
