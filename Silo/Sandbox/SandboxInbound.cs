using System.Net.Http.Headers;

namespace Sms;

/// <summary>A person texts the sender: posted as Twilio posts it, signed, and noted with the moment the gateway acknowledged it.</summary>
internal sealed class SandboxInbound(SandboxAccount account, SandboxLedger ledger, SandboxDialects dialects, SandboxOptions options, TimeProvider clock) : IDisposable
{
    private const int MostCopies = 100;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { Timeout = options.CallbackTimeout };

    public void Dispose() => client.Dispose();

    /// <summary>Sends it and answers when the gateway has, or null with what is missing.</summary>
    public async Task<(SandboxHeard? Heard, string? Fault)> SendAsync(SandboxText text, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(text.From) || string.IsNullOrEmpty(text.To) || text.Body is null) return (null, "'from', 'to' and 'body' are needed.");
        if (text.Copies is < 1 or > MostCopies) return (null, $"1 to {MostCopies} copies.");
        if (UrlOf(text) is not { } url) return (null, "Nothing was sent through here yet: say in 'url' where texts go ({gateway}/carriers/{carrier}/inbound).");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https" or "smpp")) return (null, "'url' must be an absolute http address, or smpp.");

        var sid = text.Sid ?? "SM" + Guid.NewGuid().ToString("N");
        var sent = clock.GetUtcNow();
        await ledger.HearAsync(sid, text.From, text.To, text.Body, sent);
        var form = Form(sid, text);
        var statuses = await Task.WhenAll(Enumerable.Range(0, text.Copies).Select(_ => PatientlyAsync(Post, cancellation)));
        var answered = clock.GetUtcNow();
        await ledger.AnswerAsync(sid, answered, statuses.Max());
        return (new SandboxHeard(sid, sent, answered, statuses.Max(), statuses.Length), null);

        Task<int> Post() => address.Scheme != "smpp" ? TryAsync(address, url, form, cancellation) : dialects.Smpp?.TextAsync(text.From, text.To, text.Body) ?? Task.FromResult(0);
    }

    public static SandboxInboundTruth Truth(SandboxLedger ledger, string? campaign)
    {
        using var connection = ledger.OpenReader();
        using var command = connection.Command("truth-inbound", ("@part", campaign is null ? null : $"/status/{campaign}-"));
        using var row = command.ExecuteReader();
        row.Read();
        return new SandboxInboundTruth(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    /// <summary>Beside the address that status callbacks go to.</summary>
    private string? UrlOf(SandboxText text)
    {
        if (text.Url is not null) return text.Url;
        var newest = ledger.List(new SandboxFilter(null, null, null, long.MaxValue, 0, long.MaxValue, 1));
        var callback = newest is [{ Callback: { } known }] ? known : null;
        if (callback?.StartsWith("smpp:", StringComparison.Ordinal) is true) return callback;
        var end = callback?.LastIndexOf("/status/", StringComparison.Ordinal) ?? -1;
        return end < 0 ? null : callback![..end] + "/inbound";
    }

    /// <summary>A gateway that is down or fails is tried again, as long as its patience lasts; 0: it never answered.</summary>
    private async Task<int> PatientlyAsync(Func<Task<int>> post, CancellationToken cancellation)
    {
        var since = clock.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(200); ; pause = pause * 2 < TimeSpan.FromSeconds(5) ? pause * 2 : TimeSpan.FromSeconds(5))
        {
            var status = await post();
            if (status is > 0 and < 500 || clock.GetElapsedTime(since) > options.Patience) return status;
            await Task.Delay(pause, clock, cancellation);
        }
    }

    private async Task<int> TryAsync(Uri address, string url, ReadOnlyMemory<byte> form, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(form) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "UTF-8" };
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", TwilioSignature.Sign(account.Token, url, FormBody.Parse(form.Span)));
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            return (int)response.StatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException || silent is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }

    private ReadOnlyMemory<byte> Form(string sid, SandboxText text)
    {
        var form = new FormWriter();
        form.Add("ApiVersion"u8, "2010-04-01");
        form.Add("AccountSid"u8, account.Sid);
        form.Add("MessageSid"u8, sid);
        form.Add("SmsSid"u8, sid);
        form.Add("SmsMessageSid"u8, sid);
        form.Add("SmsStatus"u8, "received");
        form.Add("NumMedia"u8, "0");
        form.Add("NumSegments"u8, SandboxSegments.Count(text.Body!).ToString(System.Globalization.CultureInfo.InvariantCulture));
        form.Add("From"u8, text.From!);
        form.Add("To"u8, text.To!);
        form.Add("Body"u8, text.Body!);
        return form.Written;
    }
}

/// <summary>What <c>POST /sandbox/inbound</c> takes.</summary>
/// <param name="From">The person, E.164.</param>
/// <param name="To">The sender's number.</param>
/// <param name="Url">Where texts go; default: beside the address of the latest message's status callbacks.</param>
/// <param name="Copies">How often it is posted, at once: a provider that repeats itself.</param>
/// <param name="Sid">The text's id; default: a new one.</param>
internal sealed record SandboxText(string? From, string? To, string? Body, string? Url = null, int Copies = 1, string? Sid = null);

/// <param name="AnsweredAt">When the gateway had answered all copies.</param>
/// <param name="Status">Its highest answer; 0: none.</param>
internal sealed record SandboxHeard(string Sid, DateTimeOffset SentAt, DateTimeOffset AnsweredAt, int Status, int Posted);

/// <param name="Before">Messages to those people that were accepted before the acknowledgement.</param>
/// <param name="After">And after it.</param>
internal sealed record SandboxInboundTruth(long Texts, long Acknowledged, long Before, long After);
