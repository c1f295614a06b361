using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sms;

/// <summary>
/// Vonage's language: send by form or JSON (200 whatever becomes of it, an entry for each part), reports, and a signed delivery receipt for each part.
/// </summary>
internal sealed class SandboxVonage(SandboxAccount account, SandboxLedger ledger, SandboxDesk desk, TimeProvider clock) : ISandboxDialect
{
    private readonly VonageSignature signature = new(VonageSignatureMethod.Sha256, [account.Token]);

    public CarrierKind Kind => CarrierKind.Vonage;

    public bool Owns(PathString path) => path == "/sms/json" || path == "/v2/reports/records";

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == "/v2/reports/records")
        {
            if (SandboxAnswers.IsBasic(request, account)) await ReportAsync(context);
            else await SandboxAnswers.WriteAsync(context, 401, "{}"u8.ToArray());
            return;
        }
        if (await ReadAsync(request) is not { } fields)
        {
            await RefuseAsync(context, 20001);
            return;
        }
        var knows = SandboxAnswers.IsBasic(request, account)
            || (fields.GetValueOrDefault("api_key") == account.Sid && VendorText.Same(account.Token, fields.GetValueOrDefault("api_secret", "")));
        if (!knows) await RefuseAsync(context, 20003);
        else await CreateAsync(context, fields);
    }

    public Task RefuseAsync(HttpContext context, int code)
    {
        var (_, text) = SandboxErrors.Of(code);
        if (code == 20500) return SandboxAnswers.WriteAsync(context, 500, "{}"u8.ToArray());
        var theirs = code switch
        {
            20001 or 21602 or 21603 => "2",
            20003 => "4",
            20429 => "1",
            _ => TwilioVocabulary.Words.FailureOf(code.ToString(CultureInfo.InvariantCulture)) switch
            {
                FailureType.MessageBlocked => "7",
                FailureType.NumberNotVerified => "15",
                FailureType.DeviceIncapable or FailureType.DeviceDisconnected => "33",
                _ => "3",
            },
        };
        return AnswerAsync(context, w =>
        {
            w.WriteStartObject();
            w.WriteString("status"u8, theirs);
            w.WriteString("error-text"u8, theirs == "1" ? "Throughput Rate Exceeded - please wait [ 1000 ] and retry" : text);
            w.WriteEndObject();
        }, 1);
    }

    public Task AcceptAsync(HttpContext context, SandboxMessage message, string body)
    {
        var parts = Math.Max(1, SandboxSegments.Count(body));
        return AnswerAsync(context, w =>
        {
            for (var part = 1; part <= parts; part++)
            {
                w.WriteStartObject();
                w.WriteString("to"u8, message.To.TrimStart('+'));
                w.WriteString("message-id"u8, SandboxIds.Part(message.Ordinal, part));
                w.WriteString("status"u8, "0"u8);
                w.WriteString("remaining-balance"u8, "10.00000000"u8);
                w.WriteString("message-price"u8, "0.03330000"u8);
                w.WriteString("network"u8, "12345"u8);
                if (message.Reference is not null) w.WriteString("client-ref"u8, message.Reference);
                w.WriteEndObject();
            }
        }, parts);
    }

    public IReadOnlyList<SandboxStep> Steps(SandboxPlan plan, string body) =>
        [.. plan.Steps.SelectMany(step => Enumerable.Range(1, Math.Max(1, SandboxSegments.Count(body))).Select(part => step with { Part = part }))];

    public HttpRequestMessage Callback(SandboxMessage message, SandboxStep step)
    {
        var form = new FormWriter();
        form.Add("api-key"u8, account.Sid);
        form.Add("msisdn"u8, message.To.TrimStart('+'));
        form.Add("to"u8, message.From.TrimStart('+'));
        form.Add("network-code"u8, "12345");
        form.Add("messageId"u8, SandboxIds.Part(message.Ordinal, Math.Max(1, step.Part)));
        form.Add("price"u8, "0.03330000");
        form.Add("status"u8, Word(step.Status));
        var at = message.AcceptedAt.AddMilliseconds(step.After).UtcDateTime;
        form.Add("scts"u8, at.ToString("yyMMddHHmm", CultureInfo.InvariantCulture));
        form.Add("err-code"u8, step.Code is null ? "0" : Code(step.Code));
        form.Add("message-timestamp"u8, at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        if (message.Reference is not null) form.Add("client-ref"u8, message.Reference);
        form.Add("timestamp"u8, clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        form.Add("nonce"u8, Guid.NewGuid().ToString());
        form.Add("sig"u8, signature.Sign(FormBody.Parse(form.Written.Span)));
        var request = new HttpRequestMessage(HttpMethod.Post, message.Callback!.Address) { Content = new ReadOnlyMemoryContent(form.Written) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return request;
    }

    private async Task CreateAsync(HttpContext context, Dictionary<string, string> fields)
    {
        var submit = new SandboxSubmit(
            "+" + fields.GetValueOrDefault("to", "").TrimStart('+'), fields.GetValueOrDefault("from", ""), fields.GetValueOrDefault("text", ""),
            SandboxCallbackUrl.Patient(fields.GetValueOrDefault("callback")), fields.GetValueOrDefault("client-ref"));
        await desk.TakeAsync(new SandboxHttpExchange(context, this, clock), submit, submit.From.Length == 0 ? 21603 : submit.Body.Length == 0 ? 21602 : !submit.IsAddressed ? 21211 : 0);
    }

    private static async Task<Dictionary<string, string>?> ReadAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is true) return await SandboxAnswers.ReadObjectAsync(request);
        if (await SandboxAnswers.ReadAsync(request) is not { } body) return null;
        var form = FormBody.Parse(body);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < form.Count; i++) fields[System.Text.Encoding.UTF8.GetString(form.Key(i))] = System.Text.Encoding.UTF8.GetString(form.Value(i));
        return fields;
    }

    private Task ReportAsync(HttpContext context)
    {
        var query = context.Request.Query;
        List<(SandboxRecord Record, int Part)> records = [];
        if (query["id"].FirstOrDefault() is { } id)
        {
            if (SandboxIds.TryReadPart(id, out var number, out var part) && ledger.Find(number) is { } record) records.Add((record, part));
        }
        else
        {
            var since = DateTimeOffset.TryParse(query["date_start"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from) ? from : default;
            foreach (var record in ledger.List(new SandboxFilter("+" + query["to"].FirstOrDefault(), null, null, long.MaxValue, since.ToUnixTimeMilliseconds(), long.MaxValue, 1000)))
                records.AddRange(Enumerable.Range(1, Math.Max(1, SandboxSegments.Count(record.Body))).Select(part => (record, part)));
        }
        return SandboxAnswers.WriteAsync(context, 200, CarrierJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteNumber("items_count"u8, records.Count);
            w.WriteStartArray("records"u8);
            foreach (var (record, part) in records) Record(w, record, part);
            w.WriteEndArray();
            w.WriteEndObject();
        }));
    }

    private void Record(Utf8JsonWriter w, SandboxRecord record, int part)
    {
        var (status, code) = record.At(clock.GetUtcNow());
        w.WriteStartObject();
        w.WriteString("message_id"u8, SandboxIds.Part(record.Ordinal, part));
        w.WriteString("client_ref"u8, record.Reference);
        w.WriteString("direction"u8, "outbound"u8);
        w.WriteString("from"u8, record.From.TrimStart('+'));
        w.WriteString("to"u8, record.To.TrimStart('+'));
        w.WriteString("message_body"u8, record.Body);
        w.WriteString("date_received"u8, record.AcceptedAt);
        w.WriteString("status"u8, Word(status));
        w.WriteString("error_code"u8, code is null ? "0" : Code(code));
        w.WriteEndObject();
    }

    private static Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> messages, int count) => SandboxAnswers.WriteAsync(context, 200, CarrierJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("message-count"u8, count.ToString(CultureInfo.InvariantCulture));
        w.WriteStartArray("messages"u8);
        messages(w);
        w.WriteEndArray();
        w.WriteEndObject();
    }));

    private static string Word(string status) => status switch
    {
        "sent" => "buffered",
        "read" => "delivered",
        "undelivered" => "failed",
        "canceled" => "rejected",
        _ => status,
    };

    private static string Code(string code) => TwilioVocabulary.Words.FailureOf(code) switch
    {
        FailureType.DeviceUnreachable => "2",
        FailureType.DeviceDisconnected => "3",
        FailureType.DeviceIncapable => "11",
        FailureType.CarrierViolation => "6",
        FailureType.MessageBlocked => "14",
        FailureType.NumberNotVerified => "51",
        _ => "1",
    };
}
