using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sms.Testing;

namespace Sms;

/// <summary>A provider of another make, and the adapter bound to it.</summary>
internal sealed class SmppProvider : ISmppInbox, IAsyncDisposable
{
    private readonly NodePeer peer = new("peer.mjs", "smpp");
    private readonly ConcurrentQueue<SmppDelivery> deliveries = new();
    private readonly ConcurrentQueue<(MessageId Message, string Id)> learnt = new();
    private SmppReceipts receipts = null!;
    private int next;

    public SmppLine Line { get; private set; } = null!;
    public SmppCarrier Carrier { get; private set; } = null!;
    public IReadOnlyCollection<(MessageId Message, string Id)> Learnt => learnt;
    public IReadOnlyCollection<SmppDelivery> Deliveries => deliveries;

    /// <summary>What deliveries are answered with.</summary>
    public uint Answer { get; set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SmppProvider> StartAsync(Func<SmppSettings, SmppSettings>? change = null, object? rules = null, bool bound = true)
    {
        var provider = new SmppProvider();
        var port = (int)(await provider.AskAsync(new { command = "listen" }))!;
        if (rules is not null) await provider.RuleAsync(rules);
        var settings = new SmppSettings
        {
            Name = "acme",
            Address = () => new Uri($"smpp://127.0.0.1:{port}"),
            SystemId = "us",
            Password = "secret",
            SubmitTimeout = TimeSpan.FromSeconds(10),
        };
        settings = change?.Invoke(settings) ?? settings;
        var breaker = new CarrierBreaker(TimeProvider.System, 1_000, TimeSpan.FromSeconds(5));
        provider.Line = new SmppLine(settings, new CarrierGuard("acme", breaker, NullLogger.Instance), TimeProvider.System, NullLogger<SmppLine>.Instance);
        provider.receipts = new SmppReceipts(settings, new Dictionary<string, FailureType> { ["011"] = FailureType.DeviceUnreachable }, provider.Line.Sent);
        provider.Carrier = new SmppCarrier(settings, provider.Line, provider.receipts);
        provider.Line.Start(provider);
        if (bound) await provider.UntilAsync(() => provider.Line.Bound == settings.Sessions);
        return provider;
    }

    public Task<JsonNode?> AskAsync(object command) => peer.AskAsync(command, Cancellation);

    public Task RuleAsync(object rules) => AskAsync(new { command = "rules", rules });

    public async Task<JsonArray> SubmitsAsync() => (await AskAsync(new { command = "submits" }))!.AsArray();

    public Task<SubmitReply> SubmitAsync(string to = "+14155550123", string body = "Hello", string from = "78745", TimeSpan? validity = null) =>
        Carrier.SubmitAsync(Message(to, body, from) with { Validity = validity }, Cancellation);

    public CarrierMessage Message(string to, string body, string from = "78745") => new(new MessageId($"01HZZZZZZZZZZZZZZZZZZZZZZZ-2611-{next++}"), to, from, body);

    /// <summary>The newest delivery, as a receipt.</summary>
    public CallbackReading Reading() => receipts.Read(deliveries.Last(), TimeProvider.System.GetUtcNow());

    public async Task UntilAsync(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!holds()) await Task.Delay(10, limit.Token);
    }

    public Task<uint> TakeAsync(SmppDelivery? delivery)
    {
        deliveries.Enqueue(delivery!);
        return Task.FromResult(Answer);
    }

    public void PutOff() { }

    public void Acknowledged(SmppDelivery delivery) { }

    public Task LearnAsync(MessageId message, string providerId)
    {
        learnt.Enqueue((message, providerId));
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Line.StopAsync();
        peer.Dispose();
    }
}
