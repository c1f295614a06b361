using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sms;

/// <summary>
/// The connection to one provider, the same for every vendor. No SMS API has an idempotency key to rely on: a submit is one attempt, whatever
/// happens, and one without an answer is <see cref="SubmitKind.Unknown"/>.
/// </summary>
internal sealed class CarrierHttp : ICarrierLine
{
    private const int LargestAnswer = 64 * 1024;
    private const int LargestPage = 4 * 1024 * 1024;

    private readonly CarrierHttpSettings settings;
    private readonly CarrierGuard guard;
    private readonly TimeProvider clock;
    private readonly HttpClient client;

    public CarrierHttp(CarrierHttpSettings settings, CarrierBreaker breaker, TimeProvider clock, ILogger<CarrierHttp> logger)
    {
        (this.settings, this.clock) = (settings, clock);
        guard = new CarrierGuard(settings.Name, breaker, logger);
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

    public bool IsBroken => guard.IsBroken;

    public bool IsTurnedAway => guard.IsTurnedAway;

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
        if (guard.Enter() is { } closed) return closed;
        using var span = guard.Trace(id);
        // Nothing here needs the caller's turn, and a grain's turns are queued one by one.
        var (reply, answered) = await SendAsync(request, weigh, cancellation).ConfigureAwait(false);
        guard.Leave(id, reply, answered, span);
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

    private async Task<(SubmitReply Reply, bool Answered)> SendAsync(CarrierRequest submit, Func<CarrierAnswer, SubmitReply> weigh, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(settings.SubmitTimeout);
        try
        {
            using var request = submit.ToMessage();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            var body = await BoundedBody.ReadAsync(response.Content, LargestAnswer, timeout.Token).ConfigureAwait(false);
            var reply = weigh(new CarrierAnswer((int)response.StatusCode, Wait(response.Headers.RetryAfter), body));
            return (reply, reply.Kind is not SubmitKind.Unknown);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            var cause = failure is OperationCanceledException ? "no answer in time" : failure.InnerException?.Message ?? failure.Message;
            // The body is written right behind the headers: if it never began to leave, the provider had nothing to act on.
            if (submit.Content.Left) return (SubmitReply.Unknown(null, cause), false);
            // A caller that gave up while waiting for a connection says nothing about the carrier.
            return (SubmitReply.Throttled(null, cause) with { Cause = ThrottleCause.Unreachable }, cancellation.IsCancellationRequested);
        }
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - clock.GetUtcNow()).Ticks)) : null);
}
