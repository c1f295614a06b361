using System.Globalization;
using System.Net.Http.Headers;

namespace Sms;

/// <summary>Twilio's language, the sandbox's first: create, fetch, list, cancel, redact, delete, and signed callbacks.</summary>
internal sealed class SandboxApi(SandboxAccount account, SandboxLedger ledger, SandboxDesk desk, SandboxCallbacks callbacks, TimeProvider clock) : ISandboxDialect
{
    private readonly string messages = $"/2010-04-01/Accounts/{account.Sid}/Messages";
    private readonly SandboxJson json = new(account, ledger);

    public CarrierKind Kind => CarrierKind.Twilio;

    public bool Owns(PathString path) => path.StartsWithSegments("/2010-04-01");

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!SandboxAnswers.IsBasic(context.Request, account)) await RefuseAsync(context, 20003);
        else if (path == messages + ".json") await (HttpMethods.IsPost(context.Request.Method) ? CreateAsync(context) : ListAsync(context));
        else if (path.StartsWith(messages + "/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal))
            await OneAsync(context, path[(messages.Length + 1)..^5]);
        else await RefuseAsync(context, 20404);
    }

    public Task AcceptAsync(HttpContext context, SandboxMessage message, string body)
    {
        var record = new SandboxRecord(
            message.Ordinal, message.To, message.From, body, message.AcceptedAt, null, null, null, null, message.Callback?.Url, "", false, false, 0, 0, "", null);
        return SandboxAnswers.WriteAsync(context, 201, json.Message(record, message.AcceptedAt));
    }

    public Task RefuseAsync(HttpContext context, int code)
    {
        var (status, text) = SandboxErrors.Of(code);
        if (status == 401) context.Response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
        return SandboxAnswers.WriteAsync(context, status, SandboxJson.Error(code, status, text));
    }

    public HttpRequestMessage Callback(SandboxMessage message, SandboxStep step)
    {
        var form = Form(message, step);
        var request = new HttpRequestMessage(HttpMethod.Post, message.Callback!.Address) { Content = new ReadOnlyMemoryContent(form) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "UTF-8" };
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", TwilioSignature.Sign(account.Token, message.Callback.Url, FormBody.Parse(form.Span)));
        return request;
    }

    private async Task CreateAsync(HttpContext context)
    {
        var form = await ReadFormAsync(context.Request);
        if (form is null)
        {
            await RefuseAsync(context, 20001);
            return;
        }
        var callbackText = form.Get("StatusCallback"u8);
        var submit = new SandboxSubmit(
            form.Get("To"u8) ?? "", form.Get("From"u8) ?? "", form.Get("Body"u8) ?? "", callbackText is null ? null : SandboxCallbackUrl.TryParse(callbackText));
        var fault = submit.To.Length == 0 ? 21604 : submit.From.Length == 0 ? 21603 : submit.Body.Length == 0 ? 21602 : submit.Body.Length > 1600 ? 21617
            : !submit.IsAddressed ? 21211 : callbackText is not null && submit.Callback is null ? 21609 : 0;
        await desk.TakeAsync(new SandboxHttpExchange(context, this, clock), submit, fault);
    }

    private async Task ListAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            await RefuseAsync(context, 20404);
            return;
        }
        var query = SandboxListQuery.Parse(context.Request.QueryString.Value ?? "", clock.GetUtcNow());
        if (query is null)
        {
            await RefuseAsync(context, 20001);
            return;
        }
        var records = ledger.List(query.Filter with { Size = query.Filter.Size + 1 });
        var more = records.Count > query.Filter.Size;
        if (more) records.RemoveAt(records.Count - 1);
        var next = more ? $"{messages}.json?{query.Next(records[^1].Ordinal)}" : null;
        await SandboxAnswers.WriteAsync(context, 200, json.List(
            records, clock.GetUtcNow(), messages + ".json" + context.Request.QueryString.Value, $"{messages}.json?{query.First()}", next, query.Page, query.Filter.Size));
    }

    private async Task OneAsync(HttpContext context, string sid)
    {
        if (!ledger.TryReadSid(sid, out var number) || ledger.Find(number) is not { } record)
        {
            await RefuseAsync(context, 20404);
            return;
        }
        var method = context.Request.Method;
        if (HttpMethods.IsDelete(method))
        {
            await ledger.RedactAsync(number, delete: true);
            context.Response.StatusCode = 204;
            return;
        }
        if (HttpMethods.IsPost(method))
        {
            var form = await ReadFormAsync(context.Request);
            if (form?.Get("Status"u8) is "canceled")
            {
                if (!await ledger.CancelAsync(number, clock.GetUtcNow()))
                {
                    await RefuseAsync(context, 30409);
                    return;
                }
                callbacks.Cancel(number);
            }
            else if (form?.Get("Body"u8) is "") await ledger.RedactAsync(number, delete: false);
            else
            {
                await RefuseAsync(context, 20001);
                return;
            }
            record = ledger.Find(number) ?? record;
        }
        await SandboxAnswers.WriteAsync(context, 200, json.Message(record, clock.GetUtcNow()));
    }

    /// <summary>Null when it is larger than any message.</summary>
    private static async Task<FormBody?> ReadFormAsync(HttpRequest request) =>
        await SandboxAnswers.ReadAsync(request) is { } body ? FormBody.Parse(body) : null;

    private ReadOnlyMemory<byte> Form(SandboxMessage message, SandboxStep step)
    {
        var form = new FormWriter();
        form.Add("ApiVersion"u8, "2010-04-01");
        form.Add("AccountSid"u8, account.Sid);
        form.Add("MessageSid"u8, message.Sid);
        form.Add("MessageStatus"u8, step.Status);
        form.Add("SmsSid"u8, message.Sid);
        form.Add("SmsStatus"u8, step.Status);
        form.Add("From"u8, message.From);
        form.Add("To"u8, message.To);
        if (step.Code is not null) form.Add("ErrorCode"u8, step.Code);
        if (step.Status is "delivered" or "undelivered")
            form.Add("RawDlrDoneDate"u8, message.AcceptedAt.AddMilliseconds(step.After).UtcDateTime.ToString("yyMMddHHmm", CultureInfo.InvariantCulture));
        return form.Written;
    }
}
