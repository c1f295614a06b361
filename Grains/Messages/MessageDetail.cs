using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>
/// What a message's event says beside the columns, as JSON: where the news came from unless it was a callback, which part it is about, how often and why
/// a submit was given up. Most events have none.
/// </summary>
internal sealed record MessageDetail
{
    /// <summary><c>fetch</c>, <c>list</c> or <c>look-up</c>; null for a callback and for what is our own doing.</summary>
    public string? Source { get; init; }
    /// <summary>What the provider's answer was when it settled nothing: its status word, or <c>unknown</c>, <c>absent</c>, <c>unreachable</c>.</summary>
    public string? Found { get; init; }
    /// <summary>With <see cref="Metric.PartReported"/>: which.</summary>
    public string? Part { get; init; }
    /// <summary>With <see cref="Metric.PartReported"/>: how far that part got.</summary>
    public MessageStatus? Status { get; init; }
    /// <summary>With <see cref="Metric.RelayedSms"/>: parts the provider counts, when it reports on each.</summary>
    public int? Parts { get; init; }
    /// <summary>When the receipt behind the event arrived, if it had to wait: parked until its message appeared, or for a ledger that was away.</summary>
    public DateTimeOffset? Arrived { get; init; }
    /// <summary>With <see cref="Metric.Submitting"/>: true for an automated answer.</summary>
    public bool? Automated { get; init; }
    /// <summary>With <see cref="Metric.RefusedSms"/>: the rule that refused it, after the provider had wanted it later.</summary>
    public SkipReason? Declined { get; init; }

    /// <summary>A receipt that was recorded this soon did not wait.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    public static MessageDetail Read(string? text) =>
        text is null ? new MessageDetail() : JsonSerializer.Deserialize(text, MessageDetailJson.Default.MessageDetail)!;

    public string Write() => JsonSerializer.Serialize(this, MessageDetailJson.Default.MessageDetail);

    public static string OfPart(DeliveryReceipt receipt, DateTimeOffset recordedAt) => new MessageDetail
    {
        Arrived = ArrivalOf(receipt, recordedAt),
        Source = receipt.Source == ReceiptSource.Callback ? null : receipt.Source.Label(),
        Part = receipt.Part,
        Status = MessageLifecycle.Place(receipt.Status),
    }.Write();

    public static string? OfAnswer(SubmitReply reply, ReceiptSource source) => reply.Parts > 1
        ? new MessageDetail { Source = source == ReceiptSource.Callback ? null : source.Label(), Parts = reply.Parts }.Write()
        : Of(source);

    /// <summary>Null for a callback that did not wait: the event's raw receipt says it all.</summary>
    public static string? Of(DeliveryReceipt receipt, DateTimeOffset recordedAt) => ArrivalOf(receipt, recordedAt) is { } arrived
        ? new MessageDetail { Source = receipt.Source == ReceiptSource.Callback ? null : receipt.Source.Label(), Arrived = arrived }.Write()
        : Of(receipt.Source);

    /// <summary>Null for a callback.</summary>
    public static string? Of(ReceiptSource source) => source == ReceiptSource.Callback ? null : new MessageDetail { Source = source.Label() }.Write();

    private static DateTimeOffset? ArrivalOf(DeliveryReceipt receipt, DateTimeOffset recordedAt) =>
        recordedAt - receipt.ArrivedAt > AtOnce ? receipt.ArrivedAt.ToMilliseconds() : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MessageDetail))]
internal sealed partial class MessageDetailJson : JsonSerializerContext;
