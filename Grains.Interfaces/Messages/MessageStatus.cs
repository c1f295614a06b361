namespace Sms;

/// <summary>
/// A message's place in the delivery lattice. The numbers are ranks: joining two reports keeps the higher, so any order and any
/// repetition of receipts end in the same state.
/// </summary>
public enum MessageStatus : byte
{
    /// <summary>Nothing is known of such a message.</summary>
    None = 0,
    /// <summary>The offer was declined; the message was never submitted.</summary>
    Skipped = 1,
    /// <summary>The intent is durable, the carrier's answer is not known yet.</summary>
    Submitting = 10,
    /// <summary>The submit ended without an answer: time-out, reset or 5xx. Settled by receipt or look-up, never by a blind resend.</summary>
    SubmitUnknown = 11,
    /// <summary>The provider accepted it.</summary>
    Relayed = 20,
    /// <summary>Handed to the carrier network.</summary>
    Sent = 30,
    /// <summary>No receipt within the confirmation window; a late one still wins.</summary>
    Unconfirmed = 40,
    /// <summary>The provider refused it or the carrier says it was not delivered.</summary>
    Failed = 60,
    /// <summary>The handset confirmed it.</summary>
    Received = 70,
}
