namespace Sms;

/// <summary>A message as clients see it.</summary>
public sealed record MessageAttributes
{
    /// <summary><c>skipped</c>, <c>submitting</c>, <c>submit_unknown</c>, <c>relayed</c>, <c>sent</c>, <c>unconfirmed</c>, <c>failed</c> or <c>received</c>.</summary>
    public required string Status { get; init; }
    public required int Segments { get; init; }
    public string? Body { get; init; }
    public string? From { get; init; }
    public string? Carrier { get; init; }
    public string? ProviderId { get; init; }
    public string? Country { get; init; }
    public string? FailureType { get; init; }
    public string? VendorCode { get; init; }
    public string? SkipReason { get; init; }
    /// <summary>The ledger's events, in order.</summary>
    public required IReadOnlyList<MessageEvent> Events { get; init; }
    /// <summary>Callbacks as they came, in order of arrival.</summary>
    public required IReadOnlyList<MessageReceipt> Receipts { get; init; }
    /// <summary>Events, receipts, what was decided about them and how long each took, in order of time.</summary>
    public required IReadOnlyList<MessageStep> Steps { get; init; }

    public static MessageAttributes Of(MessageTrace trace) => new()
    {
        Status = StatusOf(trace.Status),
        Segments = trace.Segments,
        Body = trace.Body,
        From = trace.From,
        Carrier = trace.Carrier,
        ProviderId = trace.ProviderId,
        Country = trace.Country,
        FailureType = trace.Failure.Label(),
        VendorCode = trace.VendorCode,
        SkipReason = trace.SkipReason,
        Events = [.. trace.Events.Select(e => new MessageEvent(e.Id.ToString(), e.Metric.Name(), e.At, e.Version, e.Failure.Label(), e.VendorCode, e.Source))],
        Receipts = [.. trace.Receipts.Select(receipt => new MessageReceipt(receipt.At, receipt.Raw))],
        Steps = MessageStep.Of(trace.Steps),
    };

    private static string StatusOf(MessageStatus status) => status switch
    {
        MessageStatus.Skipped => "skipped",
        MessageStatus.Submitting => "submitting",
        MessageStatus.SubmitUnknown => "submit_unknown",
        MessageStatus.Relayed => "relayed",
        MessageStatus.Sent => "sent",
        MessageStatus.Unconfirmed => "unconfirmed",
        MessageStatus.Failed => "failed",
        MessageStatus.Received => "received",
        MessageStatus.None or _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A trace has a status"),
    };
}

/// <param name="Source">Where the news came from when it was not a callback: <c>fetch</c>, <c>list</c> or <c>look-up</c>.</param>
public sealed record MessageEvent(string Id, string Name, DateTimeOffset Datetime, int Version, string? FailureType, string? VendorCode, string? Source);

public sealed record MessageReceipt(DateTimeOffset Datetime, string Raw);
