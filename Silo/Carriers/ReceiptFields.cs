namespace Sms;

/// <summary>The fields of a verified status callback that count, and the text to keep: as it came, the recipient's number replaced.</summary>
internal sealed record ReceiptFields(string? ProviderId, string? Status, string? ErrorCode, string Raw)
{
    /// <summary>Our message id as the signed text names it; null where the URL itself is signed, empty where nothing signed names it.</summary>
    public string? Message { get; init; }

    /// <summary>See <see cref="DeliveryReceipt.Part"/>.</summary>
    public string? Part { get; init; }
}
