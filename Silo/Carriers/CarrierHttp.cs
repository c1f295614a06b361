using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sms;

/// <summary>
/// The connection to one provider, the same for every vendor. No SMS API has an idempotency key to rely on: a submit is one attempt, whatever
/// happens, and one without an answer is <see cref="SubmitKind.Unknown"/>.
/// </summary>
internal sealed partial class CarrierHttp : IDisposable
{
    private const int LargestAnswer = 64 * 1024;
    private const int LargestPage = 4 * 1024 * 1024;

    private readonly CarrierHttpSettings settings;
    private readonly CarrierBreaker breaker;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CarrierAccount account = new();
    private readonly HttpClient client;

    public CarrierHttp(CarrierHttpSettings settings, CarrierBreaker breaker, TimeProvider clock, ILogger<CarrierHttp> logger)
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
    }

    public string Name => settings.Name;

    /// <summary>Submits pause: the provider keeps not answering.</summary>
    public bool IsBroken => breaker.IsOpen;

    /// <summary>The provider turns the account away.</summary>
    public bool IsTurnedAway => account.IsAway;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>An address at the provider.</summary>
    /// <param name="path">Begins with a slash; may have a query.</param>
    public Uri At(string path) => new(settings.BaseUrl().AbsoluteUri.TrimEnd('/') + path);

    /// <summary>
    /// Hands a request over, once. Cancellation ends the wait for an answer, not the message: once the request has left, the reply is
    /// <see cref="SubmitKind.Unknown"/> then too.
    /// </summary>
    /// <param name="weigh">What the answer means.</param>
    public async Task<SubmitReply> SubmitAsync(MessageId id, CarrierRequest request, Func<CarrierAnswer, SubmitReply> weigh, CancellationToken cancellation)
    {
        if (!breaker.TryEnter(out var wait)) return SubmitReply.Throttled(null, "The carrier does not answer; its breaker is open.", wait) with { Cause = ThrottleCause.Breaker };
        using var span = MessageSpans.Start("sms.carrier", ActivityKind.Client, id)?.SetTag(MessageSpans.CarrierTag, Name);
        // Nothing here needs the caller's turn, and a grain's turns are queued one by one.
        var (reply, answered) = await SendAsync(id, request, weigh, cancellation).ConfigureAwait(false);
        span?.SetTag(MessageSpans.OutcomeTag, reply.Kind.ToString()).SetTag("sms.vendor.code", reply.VendorCode);
        if (reply.Kind is SubmitKind.Unknown) span?.SetStatus(ActivityStatusCode.Error);
        if (breaker.Report(answered))
        {
            if (answered) LogBreakerClosed(Name);
            else LogBreakerOpened(Name);
        }
        return reply;
    }

    /// <summary>Asks the provider; null for 404.</summary>
    /// <exception cref="CarrierUnreachableException">It did not answer, or not readably.</exception>
    public async Task<T?> GetAsync<T>(Uri address, AuthenticationHeaderValue? authorization, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(settings.LookupTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = authorization;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            response.EnsureSuccessStatusCode();
            var body = await BoundedBody.ReadAsync(response.Content, LargestPage, timeout.Token);
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new CarrierUnreachableException("The provider answered null.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CarrierUnreachableException("The provider did not answer the look-up in time.");
        }
        catch (Exception broken) when (broken is JsonException or IOException or HttpRequestException)
        {
            throw new CarrierUnreachableException("The provider's answer to a look-up is unreadable.", broken);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<(SubmitReply Reply, bool Answered)> SendAsync(MessageId id, CarrierRequest submit, Func<CarrierAnswer, SubmitReply> weigh, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(settings.SubmitTimeout);
        try
        {
            using var request = submit.ToMessage();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            var body = await BoundedBody.ReadAsync(response.Content, LargestAnswer, timeout.Token).ConfigureAwait(false);
            var reply = weigh(new CarrierAnswer((int)response.StatusCode, Wait(response.Headers.RetryAfter), body));
            if (reply.Kind is SubmitKind.Unknown) LogUnknown(Name, id, reply.Detail);
            NoteAccount(reply);
            return (reply, reply.Kind is not SubmitKind.Unknown);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            var cause = failure is OperationCanceledException ? "no answer in time" : failure.InnerException?.Message ?? failure.Message;
            // The body is written right behind the headers: if it never began to leave, the provider had nothing to act on.
            if (submit.Content.Left)
            {
                LogUnknown(Name, id, cause);
                return (SubmitReply.Unknown(null, cause), false);
            }
            LogUnreachable(Name, id, cause);
            // A caller that gave up while waiting for a connection says nothing about the carrier.
            return (SubmitReply.Throttled(null, cause) with { Cause = ThrottleCause.Unreachable }, cancellation.IsCancellationRequested);
        }
    }

    /// <summary>Campaigns wait while the account is turned away, and somebody has to know: once when it begins, once when it ends.</summary>
    private void NoteAccount(SubmitReply reply)
    {
        if (account.Weigh(reply) is not { } away) return;
        if (away) LogTurnedAway(Name, reply.VendorCode, reply.Detail);
        else LogLetIn(Name);
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - clock.GetUtcNow()).Ticks)) : null);
}
