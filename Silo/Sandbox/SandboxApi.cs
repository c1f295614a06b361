using System.Collections.Concurrent;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>The provider's Messages API: create, fetch, list, cancel, redact, delete.</summary>
internal sealed class SandboxApi(SandboxAccount account, SandboxLedger ledger, SandboxCallbacks callbacks, SandboxMood mood, TimeProvider clock)
{
    private const int LargestBody = 64 * 1024;
    private static readonly TimeSpan EarlyWait = TimeSpan.FromSeconds(5);

    private readonly string messages = $"/2010-04-01/Accounts/{account.Sid}/Messages";
    private readonly SandboxJson json = new(account, ledger);
    /// <summary>Attempts that came to nothing, by recipient: the next one rolls anew. Emptied when the recipient is accepted.</summary>
    private readonly ConcurrentDictionary<string, int> attempts = new();

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!IsAuthorized(context.Request)) await RefuseAsync(context, 20003);
        else if (path == messages + ".json") await (HttpMethods.IsPost(context.Request.Method) ? CreateAsync(context) : ListAsync(context));
        else if (path.StartsWith(messages + "/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal))
            await OneAsync(context, path[(messages.Length + 1)..^5]);
        else await RefuseAsync(context, 20404);
    }

    public bool IsAuthorized(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        if (!given.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return false;
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Sid}:{account.Token}"));
        return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given["Basic ".Length..].Trim()));
    }

    private async Task CreateAsync(HttpContext context)
    {
        var form = await ReadFormAsync(context.Request);
        if (form is null)
        {
            await RefuseAsync(context, 20001);
            return;
        }
        var (to, from, body, callbackText) = (form.Get("To"u8) ?? "", form.Get("From"u8) ?? "", form.Get("Body"u8) ?? "", form.Get("StatusCallback"u8));
        var callback = callbackText is null ? null : SandboxCallbackUrl.TryParse(callbackText);
        var fault = to.Length == 0 ? 21604 : from.Length == 0 ? 21603 : body.Length == 0 ? 21602 : body.Length > 1600 ? 21617
            : !IsE164(to) ? 21211 : callbackText is not null && callback is null ? 21609 : 0;
        var behaviour = mood.Behaviour;
        var fate = fault != 0
            ? new SandboxFate(SandboxAnswer.Refused, fault, null, false, 0)
            : SandboxFate.Decide(behaviour, to, body, attempts.GetValueOrDefault(to));
        try
        {
            if (fate.AnswerDelay > 0) await Task.Delay(TimeSpan.FromMilliseconds(fate.AnswerDelay), clock, context.RequestAborted);
            if (fate.Plan is null) await DeclineAsync(context, fate, to, callbackText, behaviour);
            else await AcceptAsync(context, fate, fate.Plan, new Submit(to, from, body, callback), behaviour);
        }
        catch (SqliteException)
        {
            await RefuseAsync(context, 20500);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The sender gave up waiting, as some fates mean it to.
        }
    }

    private sealed record Submit(string To, string From, string Body, SandboxCallbackUrl? Callback);

    private async Task AcceptAsync(HttpContext context, SandboxFate fate, SandboxPlan plan, Submit submit, SandboxBehaviour behaviour)
    {
        if (!attempts.IsEmpty) attempts.TryRemove(submit.To, out _);
        var number = ledger.NextOrdinal();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var message = new SandboxMessage(number, ledger.SidOf(number), submit.To, submit.From, submit.Callback, now, plan)
        {
            Ended = fate.Early ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null,
        };
        await ledger.AppendAsync(message, submit.Body, fate.Answer);
        callbacks.Schedule(message);
        switch (fate.Answer)
        {
            case SandboxAnswer.ErrorSent:
                await RefuseAsync(context, 20500);
                return;
            case SandboxAnswer.HangSent or SandboxAnswer.ResetSent:
                await CutAsync(context, fate.Answer is SandboxAnswer.HangSent ? behaviour.HangFor : 0);
                return;
            case SandboxAnswer.Garbled:
                await AnswerAsync(context, 201, "<html>upstream"u8.ToArray());
                return;
        }
        if (message is { Ended: { } ended, Callback: not null })
            await Task.WhenAny(ended.Task, Task.Delay(EarlyWait, clock, context.RequestAborted));
        var record = new SandboxRecord(
            number, submit.To, submit.From, submit.Body, now, null, null, null, null, submit.Callback?.Url, "", false, false, 0, 0, "");
        await AnswerAsync(context, 201, json.Message(record, now));
    }

    private async Task DeclineAsync(HttpContext context, SandboxFate fate, string to, string? callback, SandboxBehaviour behaviour)
    {
        attempts.AddOrUpdate(to, 1, static (_, n) => n + 1);
        await ledger.RefuseAsync(clock.GetUtcNow(), to, callback, fate.Answer, fate.Code);
        if (fate.Answer is SandboxAnswer.Throttled) context.Response.Headers.RetryAfter = "1";
        await (fate.Answer switch
        {
            SandboxAnswer.Refused => RefuseAsync(context, fate.Code),
            SandboxAnswer.Throttled => RefuseAsync(context, 20429),
            SandboxAnswer.HangUnsent => CutAsync(context, behaviour.HangFor),
            SandboxAnswer.ResetUnsent => CutAsync(context, 0),
            _ => RefuseAsync(context, 20500),
        });
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
        await AnswerAsync(context, 200, json.List(
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
        await AnswerAsync(context, 200, json.Message(record, clock.GetUtcNow()));
    }

    /// <summary>Null when it is larger than any message.</summary>
    private static async Task<FormBody?> ReadFormAsync(HttpRequest request)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.IsCompleted)
            {
                var form = read.Buffer.Length > LargestBody ? null
                    : FormBody.Parse(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : System.Buffers.BuffersExtensions.ToArray(read.Buffer));
                reader.AdvanceTo(read.Buffer.End);
                return form;
            }
            if (read.Buffer.Length > LargestBody) return null;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsE164(string to) => to.Length is >= 8 and <= 16 && to[0] == '+' && to[1] != '0' && !to.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    private async Task CutAsync(HttpContext context, int after)
    {
        if (after > 0) await Task.Delay(TimeSpan.FromMilliseconds(after), clock, context.RequestAborted);
        context.Abort();
    }

    private static Task RefuseAsync(HttpContext context, int code)
    {
        var (status, text) = SandboxErrors.Of(code);
        if (status == 401) context.Response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
        return AnswerAsync(context, status, SandboxJson.Error(code, status, text));
    }

    private static async Task AnswerAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
