namespace Sms.Benchmarks;

/// <summary>A carrier in the same process that accepts everything at once: what is measured is ours alone.</summary>
internal sealed class BenchCarrier : ICarrier, ICarriers, ISendingNumbers
{
    private long next;

    public string Name => "bench";

    public long Accepted => Interlocked.Read(ref next);

    /// <summary>Called after each accept; a benchmark hangs its receipts here.</summary>
    public Action<CarrierMessage, string>? OnAccepted { get; set; }

    public IReadOnlyList<SendingNumber> All { get; } = [new("12345", NumberType.ShortCode, "bench", true, 0, [])];

    public ICarrier? Find(string name) => name == Name ? this : null;

    public Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        var providerId = string.Create(34, Interlocked.Increment(ref next), static (text, number) =>
        {
            "SM00000000000000000000000000000000".CopyTo(text);
            number.TryFormat(text[18..], out var written, "x16", System.Globalization.CultureInfo.InvariantCulture);
        });
        OnAccepted?.Invoke(message, providerId);
        return Task.FromResult(SubmitReply.Accepted(providerId));
    }

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => CallbackReading.Malformed;

    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) => Task.FromResult<CarrierRecord?>(null);

    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CarrierRecord>>([]);

    public static DeliveryReceipt Delivered(string providerId, DateTimeOffset at) => new()
    {
        Carrier = "bench",
        ProviderId = providerId,
        Status = DeliveryStatus.Delivered,
        VendorStatus = "delivered",
        ArrivedAt = at,
        Raw = $"AccountSid=AC00000000000000000000000000000000&ApiVersion=2010-04-01&From=12345&MessageSid={providerId}"
            + $"&MessageStatus=delivered&RawDlrDoneDate=2611231130&SmsSid={providerId}&SmsStatus=delivered&To=***",
    };
}
