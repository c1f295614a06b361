namespace Sms;

/// <summary>What one silo does for the others and for gateways, many things in one call. Key: the silo's address, as Orleans writes it to be read again.</summary>
[Alias("sms.ISiloDeskGrain")]
public interface ISiloDeskGrain : IGrainWithStringKey
{
    /// <summary>Records verified receipts of messages that live there, each as <see cref="IMessageGrain.RecordAsync"/> does.</summary>
    /// <returns>As <see cref="IIntakeGrain.ReceiveStatusesAsync"/>; what is recorded is <see cref="CallbackVerdict.Taken"/>.</returns>
    [Alias("record")] Task<BatchAnswer> RecordAsync(AddressedReceipt[] receipts);

    /// <summary>
    /// The answers that were still open under this ticket, in their order. Comes when all of them are there, or with some or none after a while that is longer each time,
    /// a second at most; then it names the next ticket.
    /// </summary>
    /// <param name="ticket">Good for one call, within two minutes.</param>
    /// <exception cref="Orleans.Runtime.OrleansException">
    /// Nobody here knows the ticket: whether those callbacks were recorded is unknown, and the carrier must send them again.
    /// </exception>
    [Alias("collect")] Task<BatchAnswer> CollectAsync(long ticket);
}

/// <summary>A verified receipt and whose it is.</summary>
[GenerateSerializer, Immutable, Alias("addressed-receipt")]
public sealed record AddressedReceipt([property: Id(0)] MessageId Message, [property: Id(1)] DeliveryReceipt Receipt)
{
    /// <inheritdoc cref="StatusCallback.TraceParent"/>
    [Id(2)] public string? TraceParent { get; init; }
}
