using Orleans.Concurrency;

namespace Sms;

/// <summary>One message to one person. Key: its <see cref="MessageId"/>.</summary>
[Alias("sms.IMessageGrain")]
public interface IMessageGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes the intent durable, calls the carrier once and makes its answer durable. A message submitted before answers
    /// <see cref="SubmitVerdict.Already"/>; one whose submit was cut off is settled by the provider's look-up, never sent again on a guess.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Nothing was sent, or it was and stays unknown until a receipt or look-up tells.</exception>
    [Alias("submit")] Task<SubmitOutcome> SubmitAsync(MessageDraft draft);

    /// <summary>
    /// Records that the offer was declined, once: a message is either skipped or submitted. One that was submitted and that its provider wants later is refused instead, with the
    /// reason. False when it was neither new nor skipped nor waiting to be tried again.
    /// </summary>
    [Alias("skip")] Task<bool> SkipAsync(SubscriberId subscriber, SourceId source, SkipReason reason, string? detail);

    /// <summary>
    /// Joins a verified receipt into the verdict. Completes when its effect is durable. Interleaves with the submit: carriers answer on two
    /// connections, and some wait for the callback's answer before they answer the submit.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Not recorded: the carrier must send it again.</exception>
    [Alias("record"), AlwaysInterleave] Task<ReceiptOutcome> RecordAsync(DeliveryReceipt receipt);

    /// <summary>
    /// Asks the provider for an answer the message is still owed – to its submit, or a receipt – and records what it knows, or at the last stage that it knows
    /// nothing.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Nothing was decided: ask again.</exception>
    [Alias("settle")] Task<SettleVerdict> SettleAsync(SettleOrder order);

    /// <summary>The whole trace; null when nothing is known of this id.</summary>
    [Alias("trace"), AlwaysInterleave] Task<MessageTrace?> GetTraceAsync();

    /// <summary>What the Orleans dashboard shows.</summary>
    [Alias("state"), AlwaysInterleave] Task<MessageView> GetState();
}

/// <summary>A message's state without words or numbers, fit for an operator's eyes.</summary>
[GenerateSerializer, Immutable, Alias("message-view")]
public sealed record MessageView(
    [property: Id(0)] string Status, [property: Id(1)] string? Source, [property: Id(2)] string? Carrier, [property: Id(3)] int Version, [property: Id(4)] int Segments);
