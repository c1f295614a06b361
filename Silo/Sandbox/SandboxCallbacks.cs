using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sms;

/// <summary>
/// Posts callbacks when they are due: one queue ordered by due time, one loop that empties it, a fixed number of posters. A gateway that is down or
/// fails is tried again with growing pauses.
/// </summary>
internal sealed partial class SandboxCallbacks : IAsyncDisposable
{
    private readonly record struct Due(SandboxMessage Message, SandboxStep Step, int Attempt, DateTimeOffset Since, string Token);

    private readonly SandboxLedger ledger;
    private readonly SandboxDialects dialects;
    private readonly SandboxOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly HttpMessageInvoker client;
    private readonly PriorityQueue<Due, long> queue = new();
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly Channel<Due> ready = Channel.CreateUnbounded<Due>();
    private readonly ConcurrentDictionary<long, SandboxMessage> waiting = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> running = [];
    private long sleepsUntil = long.MaxValue;

    public SandboxLatency Latency { get; } = new();

    public SandboxCallbacks(SandboxLedger ledger, SandboxDialects dialects, SandboxOptions options, TimeProvider clock, ILogger<SandboxCallbacks> logger)
    {
        (this.ledger, this.dialects, this.options, this.clock, this.logger) = (ledger, dialects, options, clock, logger);
        client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.CallbackConnections,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Messages with callbacks still to come.</summary>
    public ICollection<SandboxMessage> Waiting => waiting.Values;

    public void Start()
    {
        running.Add(EmptyQueueAsync());
        for (var i = 0; i < options.CallbackConnections; i++) running.Add(PostDueAsync());
    }

    /// <summary>Plans all callbacks of an accepted message.</summary>
    public void Schedule(SandboxMessage message)
    {
        if (message.Callback is null || message.Plan.Steps.Count == 0) return;
        waiting[message.Ordinal] = message;
        foreach (var step in message.Plan.Steps)
        {
            var due = message.AcceptedAt.AddMilliseconds(step.After);
            Enqueue(new Due(message, step, 0, due, Guid.NewGuid().ToString()), due);
        }
    }

    /// <summary>Takes back what is not out yet and says so.</summary>
    public void Cancel(long ordinal)
    {
        if (!waiting.TryGetValue(ordinal, out var message)) return;
        message.Canceled = true;
        var plan = new SandboxPlan(null, 0, "canceled", null, [new SandboxStep(0, "canceled", null)]);
        Schedule(new SandboxMessage(ordinal, message.Sid, message.To, message.From, message.Callback, clock.GetUtcNow(), plan)
        {
            Dialect = message.Dialect,
            Reference = message.Reference,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running);
        client.Dispose();
        wake.Dispose();
        stop.Dispose();
    }

    private void Enqueue(Due due, DateTimeOffset at)
    {
        lock (gate)
        {
            queue.Enqueue(due, at.UtcTicks);
            if (at.UtcTicks >= sleepsUntil) return;
            sleepsUntil = long.MinValue;
        }
        wake.Release();
    }

    private async Task EmptyQueueAsync()
    {
        try
        {
            while (true)
            {
                TimeSpan pause;
                lock (gate)
                {
                    var now = clock.GetUtcNow().UtcTicks;
                    while (queue.TryPeek(out var due, out var at) && at <= now) ready.Writer.TryWrite(queue.Dequeue());
                    sleepsUntil = queue.TryPeek(out _, out var next) ? next : long.MaxValue - 1;
                    pause = TimeSpan.FromTicks(Math.Clamp(sleepsUntil - now, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerMinute));
                }
                await wake.WaitAsync(pause, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops; what is left is in the ledger and goes on at the next start.
        }
    }

    private async Task PostDueAsync()
    {
        using var patience = new SandboxPatience(options.CallbackTimeout, stop.Token);
        try
        {
            await foreach (var due in ready.Reader.ReadAllAsync(stop.Token)) await PostAsync(due, patience);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As above.
        }
    }

    private async Task PostAsync(Due due, SandboxPatience patience)
    {
        var message = due.Message;
        if (message.Canceled)
        {
            await CloseAsync(message, false);
            return;
        }
        message.CountPost();
        var status = await SendAsync(due, patience);
        if (status is >= 200 and < 300) await CloseAsync(message, true);
        else if (PauseBefore(due, status) is { } pause)
        {
            if (due.Attempt == 0) LogRetry(message.Callback!.Url, status);
            Enqueue(due with { Attempt = due.Attempt + 1 }, clock.GetUtcNow() + pause);
        }
        else
        {
            LogGivenUp(message.Callback!.Url, status, due.Attempt + 1);
            await CloseAsync(message, false);
        }
    }

    /// <summary>0: no connection, -1: no answer in time, else the answer's status.</summary>
    private async Task<int> SendAsync(Due due, SandboxPatience patience)
    {
        if (due.Message.Dialect is CarrierKind.Smpp) return await SendOverSmppAsync(due);
        try
        {
            using var request = dialects.Of(due.Message.Dialect).Callback(due.Message, due.Step);
            request.Headers.TryAddWithoutValidation("I-Twilio-Idempotency-Token", due.Token);
            request.Headers.TryAddWithoutValidation("User-Agent", "TwilioProxy/1.1 (sandbox)");
            var posted = clock.GetTimestamp();
            using var response = await client.SendAsync(request, patience.Begin());
            Latency.Add(clock.GetElapsedTime(posted));
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return -1;
        }
    }

    private async Task<int> SendOverSmppAsync(Due due)
    {
        if (dialects.Smpp is not { } smpp) return 0;
        var posted = clock.GetTimestamp();
        var status = await smpp.ReceiptAsync(due.Message, due.Step);
        if (status > 0) Latency.Add(clock.GetElapsedTime(posted));
        return status;
    }

    /// <summary>Null: give up. Pauses of 0.5, 1, 2, 4 s and then 5 s.</summary>
    private TimeSpan? PauseBefore(Due due, int status)
    {
        var callback = due.Message.Callback!;
        if (!callback.RetriesUpon(status)) return null;
        var patient = status is 0 or -1 or >= 500 && clock.GetUtcNow() - due.Since < options.Patience;
        return due.Attempt < callback.Retries || patient ? TimeSpan.FromSeconds(Math.Min(5, 0.5 * (1 << Math.Min(due.Attempt, 5)))) : null;
    }

    private async Task CloseAsync(SandboxMessage message, bool acknowledged)
    {
        if (!message.Close(acknowledged)) return;
        waiting.TryRemove(new KeyValuePair<long, SandboxMessage>(message.Ordinal, message));
        try
        {
            await ledger.FinishAsync(message);
        }
        catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or ChannelClosedException)
        {
            // It stays unfinished in the file: the next start posts its callbacks again, which the receiver must bear anyway.
            LogNotFinished(message.Sid, failure.Message);
        }
    }
}
