using System.Collections.Concurrent;

namespace Sms.Tests;

/// <summary>A provider that does as the test says: what it answers a submit, and what it knows when it is asked.</summary>
internal sealed class ScriptedCarrier : ICarrier
{
    private int next;

    public string Name => "sandbox";
    public Func<CarrierMessage, SubmitReply> OnSubmit { get; set; } = _ => SubmitReply.Unknown(null, "no answer in time");
    public ConcurrentQueue<CarrierMessage> Submitted { get; } = [];
    public ConcurrentDictionary<string, CarrierRecord> Records { get; } = [];
    public bool Away { get; set; }
    public int Reads;

    public SubmitReply Accept(CarrierMessage message, DateTimeOffset at, DeliveryStatus status = DeliveryStatus.Sent)
    {
        var id = $"SM{Interlocked.Increment(ref next)}";
        Records[id] = new CarrierRecord(id, status, status.ToString(), null, FailureType.None, message.To, message.From, message.Body, at);
        return SubmitReply.Accepted(id);
    }

    public Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        Submitted.Enqueue(message);
        return Task.FromResult(OnSubmit(message));
    }

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => CallbackReading.Malformed;

    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) => Answer(() => Records.GetValueOrDefault(providerId));

    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        Answer<IReadOnlyList<CarrierRecord>>(() => [.. Records.Values.Where(record => record.To == to && record.CreatedAt >= since)]);

    private Task<T> Answer<T>(Func<T> answer)
    {
        Interlocked.Increment(ref Reads);
        return Away ? Task.FromException<T>(new CarrierUnreachableException("away")) : Task.FromResult(answer());
    }
}
