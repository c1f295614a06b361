using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Sms;

/// <summary>
/// Twilio's Messages API (https://www.twilio.com/docs/messaging/api/message-resource), which also the sandbox speaks. There is no idempotency key in it:
/// a submit is one attempt, whatever happens, and one without an answer is <see cref="SubmitKind.Unknown"/>.
/// </summary>
internal sealed partial class TwilioCarrier : ICarrier, IDisposable
{
    private const int LargestAnswer = 64 * 1024;

    private readonly TwilioSettings settings;
    private readonly CarrierBreaker breaker;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly TwilioCallbackReader reader;
    private readonly TwilioLookup lookup;
    private readonly HttpClient client;
    private readonly string messagesPath;
    private readonly AuthenticationHeaderValue authorization;
    private bool turnedAway;

    public TwilioCarrier(TwilioSettings settings, CarrierBreaker breaker, TimeProvider clock, ILogger<TwilioCarrier> logger)
    {
        (this.settings, this.breaker, this.clock, this.logger) = (settings, breaker, clock, logger);
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = settings.Connections,
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        messagesPath = $"/2010-04-01/Accounts/{Uri.EscapeDataString(settings.AccountSid)}/Messages";
        authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.AccountSid}:{settings.AuthToken}")));
        reader = new TwilioCallbackReader(settings.Name, settings.Tokens);
        lookup = new TwilioLookup(client, settings, messagesPath, authorization);
    }

    public string Name => settings.Name;

    /// <summary>
    /// Cancellation ends the wait for an answer, not the message: once the request has left, the reply is <see cref="SubmitKind.Unknown"/> then too.
    /// </summary>
    public async Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        if (!breaker.TryEnter(out var wait)) return SubmitReply.Throttled(null, "The carrier does not answer; its breaker is open.", wait);
        var content = new OneShotContent(Form(message), "application/x-www-form-urlencoded");
        var (reply, answered) = await SendAsync(message.Id, content, cancellation);
        if (breaker.Report(answered))
        {
            if (answered) LogBreakerClosed(Name);
            else LogBreakerOpened(Name);
        }
        return reply;
    }

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.Read(callback, arrivedAt);

    /// <exception cref="HttpRequestException">The provider did not answer, or not with what was asked for.</exception>
    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) => lookup.FetchAsync(providerId, cancellation);

    /// <inheritdoc/>
    /// <remarks>The provider's clock is taken for ours, to the second; a caller that fears a skew asks from earlier on.</remarks>
    /// <exception cref="HttpRequestException">The provider did not answer, or not with what was asked for.</exception>
    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        lookup.FindAsync(to, since, cancellation);

    public async Task<CarrierPage?> ListAsync(DateOnly day, string? after, CancellationToken cancellation) => await lookup.ListAsync(day, after, cancellation);

    public void Dispose() => client.Dispose();

    private async Task<(SubmitReply Reply, bool Answered)> SendAsync(MessageId id, OneShotContent content, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(settings.SubmitTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, settings.At(messagesPath + ".json")) { Content = content };
            request.Headers.Authorization = authorization;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var body = await BoundedBody.ReadAsync(response.Content, LargestAnswer, timeout.Token);
            var reply = TwilioReply.Weigh(response.StatusCode, response.Headers.RetryAfter, body.Span, clock.GetUtcNow());
            if (reply.Kind is SubmitKind.Unknown) LogUnknown(Name, id, reply.Detail);
            NoteAccount(reply, response.StatusCode);
            return (reply, reply.Kind is not SubmitKind.Unknown);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            var cause = failure is OperationCanceledException ? "no answer in time" : failure.InnerException?.Message ?? failure.Message;
            // The body is written right behind the headers: if it never began to leave, the provider had nothing to act on.
            if (content.Left)
            {
                LogUnknown(Name, id, cause);
                return (SubmitReply.Unknown(null, cause), false);
            }
            LogUnreachable(Name, id, cause);
            // A caller that gave up while waiting for a connection says nothing about the carrier.
            return (SubmitReply.Throttled(null, cause), cancellation.IsCancellationRequested);
        }
    }

    /// <summary>Campaigns wait while the account is turned away, and somebody has to know: once when it begins, once when it ends.</summary>
    private void NoteAccount(SubmitReply reply, HttpStatusCode status)
    {
        var away = reply.Kind is SubmitKind.Throttled && status is (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
        if (reply.Kind is SubmitKind.Unknown || Interlocked.Exchange(ref turnedAway, away) == away) return;
        if (away) LogTurnedAway(Name, reply.VendorCode, reply.Detail);
        else LogLetIn(Name);
    }

    private ReadOnlyMemory<byte> Form(CarrierMessage message)
    {
        var form = new FormWriter();
        form.Add("To"u8, message.To);
        form.Add("From"u8, message.From);
        form.Add("Body"u8, message.Body);
        // The fragment asks for five retries of any failure; without it a 503 of ours loses the receipt.
        form.Add("StatusCallback"u8, $"{settings.CallbackBase}/carriers/{Name}/status/{message.Id.Value}#rc=5&rp=all");
        return form.Written;
    }
}
