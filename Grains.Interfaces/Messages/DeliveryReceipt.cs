namespace Sms;

/// <summary>What a carrier says happened, in its normal form. The vendor's own words stay beside it.</summary>
public enum DeliveryStatus : byte { Accepted = 20, Sent = 30, Unconfirmed = 40, Canceled = 50, Failed = 60, Delivered = 70 }

/// <summary>One status callback, verified and parsed by its carrier's adapter.</summary>
[GenerateSerializer, Immutable, Alias("delivery-receipt")]
public sealed record DeliveryReceipt
{
    [Id(0)] public required string Carrier { get; init; }
    /// <summary>The provider's id of the message, for instance Twilio's <c>SM…</c>.</summary>
    [Id(1)] public required string ProviderId { get; init; }
    [Id(2)] public required DeliveryStatus Status { get; init; }
    /// <summary>The vendor's own status word.</summary>
    [Id(3)] public required string VendorStatus { get; init; }
    /// <summary>The vendor's error code; null when it gave none.</summary>
    [Id(4)] public string? VendorCode { get; init; }
    [Id(5)] public FailureType Failure { get; init; }
    /// <summary>The callback as it came, with the recipient's number blotted out: numbers are stored with the subscriber and nowhere else.</summary>
    [Id(6)] public required string Raw { get; init; }
    /// <summary>Our clock when the callback arrived.</summary>
    [Id(7)] public required DateTimeOffset ArrivedAt { get; init; }
    /// <summary>
    /// Set when the carrier reports each part of a long message by itself: the provider's id of the part, or its number. The message is delivered when
    /// all its parts are and failed when one is. Null: the receipt speaks of the whole message.
    /// </summary>
    [Id(9)] public string? Part { get; init; }
}

/// <summary>What became of a receipt. Every one but <see cref="ReceiptOutcome.Recorded"/> left the verdict as it was.</summary>
public enum ReceiptOutcome : byte
{
    /// <summary>It moved the message, and that is durable.</summary>
    Recorded,
    /// <summary>It said nothing new.</summary>
    Repeated,
    /// <summary>It contradicted a terminal verdict and is kept as a conflict.</summary>
    Conflicting,
    /// <summary>No such message: kept aside until one appears.</summary>
    Parked,
}
