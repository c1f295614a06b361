using System.Net.Http.Headers;

namespace Sms;

/// <summary>Plivo's language: send, fetch, and callbacks with both of its signatures.</summary>
internal sealed class SandboxPlivo(SandboxAccount account, SandboxLedger ledger, SandboxDesk desk, TimeProvider clock) : ISandboxDialect
{
    private readonly string messages = $"/v1/Account/{account.Sid}/Message/";

    public CarrierKind Kind => CarrierKind.Plivo;

    public bool Owns(PathString path) => path.StartsWithSegments("/v1/Account");

    public async Task HandleAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        if (!SandboxAnswers.IsBasic(context.Request, account)) await RefuseAsync(context, 20003);
        else if (path == messages && HttpMethods.IsPost(method)) await CreateAsync(context);
        else if (HttpMethods.IsGet(method) && path.StartsWith(messages, StringComparison.Ordinal)
            && SandboxIds.TryReadUuid(ledger, path[messages.Length..].TrimEnd('/'), out var number) && ledger.Find(number) is { } record)
            await FetchAsync(context, record);
        else await RefuseAsync(context, 20404);
    }

    public Task RefuseAsync(HttpContext context, int code)
    {
        var (status, text) = SandboxErrors.Of(code);
        return SandboxAnswers.WriteAsync(context, code is 21408 ? 403 : status, CarrierJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("api_id"u8, Guid.NewGuid());
            w.WriteString("error"u8, text);
            w.WriteEndObject();
        }));
    }

    public Task AcceptAsync(HttpContext context, SandboxMessage message, string body) => SandboxAnswers.WriteAsync(context, 202, CarrierJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("api_id"u8, Guid.NewGuid());
        w.WriteString("message"u8, "message(s) queued"u8);
        w.WriteStartArray("message_uuid"u8);
        w.WriteStringValue(SandboxIds.Uuid(ledger, message.Ordinal));
        w.WriteEndArray();
        w.WriteEndObject();
    }));

    public HttpRequestMessage Callback(SandboxMessage message, SandboxStep step)
    {
        var form = new FormWriter();
        form.Add("From"u8, message.From.TrimStart('+'));
        form.Add("To"u8, message.To.TrimStart('+'));
        form.Add("Type"u8, "sms");
        form.Add("Status"u8, Word(step.Status));
        form.Add("MessageUUID"u8, SandboxIds.Uuid(ledger, message.Ordinal));
        form.Add("ErrorCode"u8, step.Code is null ? "000" : Code(step.Code));
        form.Add("Units"u8, "1");

        var url = message.Callback!.Url;
        var request = new HttpRequestMessage(HttpMethod.Post, message.Callback.Address) { Content = new ReadOnlyMemoryContent(form.Written) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var nonce = Guid.NewGuid().ToString("N");
        var v3 = PlivoSignature.SignV3(account.Token, url, FormBody.Parse(form.Written.Span), nonce);
        var v2 = PlivoSignature.SignV2(account.Token, url, nonce);
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
            ("X-Plivo-Signature-V3", v3), ("X-Plivo-Signature-MA-V3", v3), ("X-Plivo-Signature-V3-Nonce", nonce),
            ("X-Plivo-Signature-V2", v2), ("X-Plivo-Signature-MA-V2", v2), ("X-Plivo-Signature-V2-Nonce", nonce)])
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private async Task CreateAsync(HttpContext context)
    {
        if (await SandboxAnswers.ReadObjectAsync(context.Request) is not { } fields)
        {
            await RefuseAsync(context, 20001);
            return;
        }
        var to = fields.GetValueOrDefault("dst", "");
        var submit = new SandboxSubmit(
            to.StartsWith('+') ? to : "+" + to, fields.GetValueOrDefault("src", ""), fields.GetValueOrDefault("text", ""),
            SandboxCallbackUrl.Patient(fields.GetValueOrDefault("url")));
        await desk.TakeAsync(new SandboxHttpExchange(context, this, clock), submit, submit.From.Length == 0 ? 21603 : submit.Body.Length == 0 ? 21602 : !submit.IsAddressed ? 21211 : 0);
    }

    private Task FetchAsync(HttpContext context, SandboxRecord record)
    {
        var (status, code) = record.At(clock.GetUtcNow());
        return SandboxAnswers.WriteAsync(context, 200, CarrierJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("message_uuid"u8, SandboxIds.Uuid(ledger, record.Ordinal));
            w.WriteString("message_state"u8, Word(status));
            w.WriteString("error_code"u8, code is null ? "000" : Code(code));
            w.WriteString("message_time"u8, record.AcceptedAt.ToString("yyyy-MM-dd HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
            w.WriteString("message_direction"u8, "outbound"u8);
            w.WriteString("message_type"u8, "sms"u8);
            w.WriteString("from_number"u8, record.From.TrimStart('+'));
            w.WriteString("to_number"u8, record.To.TrimStart('+'));
            w.WriteEndObject();
        }));
    }

    private static string Word(string status) => status is "canceled" ? "failed" : status;

    private static string Code(string code) => TwilioVocabulary.Words.FailureOf(code) switch
    {
        FailureType.DeviceUnreachable => "80",
        FailureType.DeviceDisconnected => "70",
        FailureType.DeviceIncapable => "90",
        FailureType.CarrierViolation => "30",
        FailureType.MessageBlocked => "200",
        FailureType.NumberNotVerified => "40",
        _ => "1000",
    };
}
