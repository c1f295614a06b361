using System.Collections.Concurrent;
using System.Text;

namespace Sms.Tests;

/// <summary>A provider that does as the test says: what it answers a submit, and what it knows when it is asked.</summary>
internal sealed class ScriptedCarrier : ICarrier
{
    private int next;

    public string Name { get; set; } = "sandbox";
    public Func<CarrierMessage, SubmitReply> OnSubmit { get; set; } = _ => SubmitReply.Unknown(null, "no answer in time");
    public ConcurrentQueue<CarrierMessage> Submitted { get; } = [];
    public ConcurrentDictionary<string, CarrierRecord> Records { get; } = [];
    /// <summary>What happens between the acceptance and its answer: receipts overtake it here.</summary>
    public Func<CarrierMessage, SubmitReply, Task> BeforeAnswer { get; set; } = (_, _) => Task.CompletedTask;
    /// <summary>Of callbacks that say something else than <see cref="Callback"/>'s; null: nothing special.</summary>
    public Func<string, CallbackReading?> OnRead { get; set; } = _ => null;
    public bool ReportsByProviderId { get; init; }
    public bool Away { get; set; }
    public int Reads;

    public SubmitReply Accept(CarrierMessage message, DateTimeOffset at, DeliveryStatus status = DeliveryStatus.Sent)
    {
        var id = $"SM{Interlocked.Increment(ref next)}";
        Records[id] = new CarrierRecord(id, status, status.ToString(), null, FailureType.None, message.To, message.From, message.Body, at);
        return SubmitReply.Accepted(id);
    }

    public async Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        Submitted.Enqueue(message);
        var reply = OnSubmit(message);
        await BeforeAnswer(message, reply);
        return reply;
    }

    /// <summary>A callback of this carrier is the provider's id, the status and perhaps a part, and nothing of ours.</summary>
    public static CarrierCallback Callback(string providerId, DeliveryStatus status, string? part = null) => new()
    {
        Method = "POST",
        Url = "http://x/carriers/sandbox/status",
        Headers = new Dictionary<string, string>(),
        Body = Encoding.UTF8.GetBytes($"{providerId} {status} {part}".TrimEnd()),
    };

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt)
    {
        var raw = Encoding.UTF8.GetString(callback.Body);
        if (OnRead(raw) is { } special) return special;
        var words = raw.Split(' ');
        var receipt = new DeliveryReceipt
        {
            Carrier = Name,
            ProviderId = words[0],
            Status = Enum.Parse<DeliveryStatus>(words[1]),
            VendorStatus = words[1],
            Raw = raw,
            ArrivedAt = arrivedAt,
            Part = words.ElementAtOrDefault(2),
        };
        return new CallbackReading(CallbackKind.Receipt, receipt, words[0], words[1], raw);
    }

    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) => Answer(() => Records.GetValueOrDefault(providerId));

    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        Answer<IReadOnlyList<CarrierRecord>>(() => [.. Records.Values.Where(record => record.To == to && record.CreatedAt >= since)]);

    private Task<T> Answer<T>(Func<T> answer)
    {
        Interlocked.Increment(ref Reads);
        return Away ? Task.FromException<T>(new CarrierUnreachableException("away")) : Task.FromResult(answer());
    }
}
