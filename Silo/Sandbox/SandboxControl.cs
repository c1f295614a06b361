using System.Net;
using System.Text.Json;

namespace Sms;

/// <summary>
/// What the real provider does not have: <c>GET/PUT /sandbox/behaviour</c>, <c>GET /sandbox/truth</c>, <c>GET /sandbox/latency</c>
/// <c>GET /sandbox/messages</c>, <c>GET /sandbox/account</c>, and <c>POST /sandbox/inbound</c>: a person texts the sender (<c>GET</c>: what came of it). Open to this machine, to others
/// with the account's credentials.
/// </summary>
internal sealed class SandboxControl(SandboxAccount account, SandboxLedger ledger, SandboxCallbacks callbacks, SandboxMood mood, SandboxInbound inbound, TimeProvider clock)
{
    public Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var local = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        if (!local && !SandboxAnswers.IsBasic(request, account))
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync("The account's credentials, please.");
        }
        return (request.Method, request.Path.Value) switch
        {
            ("GET", "/sandbox/truth") => TruthAsync(context),
            ("POST", "/sandbox/inbound") => TextAsync(context),
            ("GET", "/sandbox/inbound") => TextsAsync(context),
            ("GET", "/sandbox/account") => context.Response.WriteAsJsonAsync(
                new SandboxAccountView(account.Sid, account.Token, account.TelnyxPublicKey), SandboxJsonContext.Default.SandboxAccountView),
            ("GET", "/sandbox/messages") => MessagesAsync(context),
            ("GET", "/sandbox/latency") => context.Response.WriteAsJsonAsync(
                callbacks.Latency.Read(request.Query["reset"] == "true"), SandboxJsonContext.Default.SandboxLatencies),
            ("GET", "/sandbox/behaviour") => context.Response.WriteAsJsonAsync(mood.Behaviour, SandboxJsonContext.Default.SandboxBehaviour),
            ("PUT", "/sandbox/behaviour") => BehaveAsync(context),
            _ => NotFoundAsync(context),
        };
    }

    /// <summary><c>status_callback_prefix</c> and <c>campaign</c> narrow it.</summary>
    private async Task TruthAsync(HttpContext context)
    {
        var campaign = context.Request.Query["campaign"].FirstOrDefault();
        var truth = await SandboxTruth.ReadAsync(
            ledger, callbacks, context.Request.Query["status_callback_prefix"].FirstOrDefault(), campaign is null ? null : $"/status/{campaign}-");
        await context.Response.WriteAsJsonAsync(truth, SandboxJsonContext.Default.SandboxTruth);
    }

    /// <summary><c>status_callback_prefix</c>, <c>to</c>, <c>size</c> (100, at most 1000), <c>before</c> (from the page before). Newest first.</summary>
    private Task MessagesAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var size = int.TryParse(query["size"], out var asked) ? Math.Clamp(asked, 1, 1000) : 100;
        var before = long.TryParse(query["before"], out var place) ? place : long.MaxValue;
        var records = ledger.List(new SandboxFilter(
            query["to"].FirstOrDefault(), null, query["status_callback_prefix"].FirstOrDefault(), before, 0, long.MaxValue, size));
        var now = clock.GetUtcNow();
        var page = new SandboxMessagePage(
            [.. records.Select(r => new SandboxMessageView(
                ledger.SidOf(r.Ordinal), r.To, r.From, r.AcceptedAt, r.Answer, r.At(now).Status, r.At(now).Code, r.FinalStatus, r.Announced, r.Callback, r.Done, r.Posts, r.Acks,
                r.Steps, SandboxSegments.Count(r.Body)))],
            records.Count == size ? records[^1].Ordinal : null);
        return context.Response.WriteAsJsonAsync(page, SandboxJsonContext.Default.SandboxMessagePage);
    }

    /// <summary>A person texts the sender; answers when the gateway has.</summary>
    private async Task TextAsync(HttpContext context)
    {
        try
        {
            var text = await context.Request.ReadFromJsonAsync(SandboxJsonContext.Default.SandboxText, context.RequestAborted);
            var (heard, fault) = text is null ? (null, "A JSON object is needed.") : await inbound.SendAsync(text, context.RequestAborted);
            if (heard is not null)
            {
                await context.Response.WriteAsJsonAsync(heard, SandboxJsonContext.Default.SandboxHeard);
                return;
            }
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(fault!);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(unreadable.Message);
        }
    }

    /// <summary><c>campaign</c> narrows the messages they are held against.</summary>
    private async Task TextsAsync(HttpContext context)
    {
        await ledger.FlushAsync();
        await context.Response.WriteAsJsonAsync(
            SandboxInbound.Truth(ledger, context.Request.Query["campaign"].FirstOrDefault()), SandboxJsonContext.Default.SandboxInboundTruth);
    }

    private async Task BehaveAsync(HttpContext context)
    {
        try
        {
            var behaviour = await context.Request.ReadFromJsonAsync(SandboxJsonContext.Default.SandboxBehaviour, context.RequestAborted);
            var fault = behaviour is null ? "A JSON object is needed." : behaviour.Fault();
            if (fault is null)
            {
                mood.Behaviour = behaviour!;
                await context.Response.WriteAsJsonAsync(behaviour!, SandboxJsonContext.Default.SandboxBehaviour);
                return;
            }
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(fault);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(unreadable.Message);
        }
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("The sandbox carrier: /2010-04-01/… (Twilio), /sms/json (Vonage), /v2/messages (Telnyx), /v1/Account/… (Plivo), /sandbox/account, /sandbox/truth, /sandbox/messages, /sandbox/inbound, /sandbox/behaviour");
    }
}
