namespace Sms;

/// <summary>The kinds of event. Stored by number: append, never renumber.</summary>
public enum Metric : short
{
    Submitting = 1,
    RelayedSms = 2,
    Sent = 3,
    ReceivedSms = 4,
    FailedToDeliverSms = 5,
    Unconfirmed = 6,
    DeliveryConflict = 7,
    FailureRetracted = 8,
    UnconfirmedResolved = 9,
    Skipped = 10,
    ClickedSms = 11,
    /// <summary>Inbound: the person texted us (Klaviyo's name).</summary>
    SentSms = 12,
    SubscribedToSmsMarketing = 13,
    UnsubscribedFromSmsMarketing = 14,
    ConsentRequested = 15,
    ReceivedAutomatedResponseSms = 16,
    FailedToDeliverAutomatedResponseSms = 17,
    /// <summary>The submit ended without an answer.</summary>
    SubmitUnknown = 18,
    /// <summary>The provider refused the submit: it was never relayed.</summary>
    RefusedSms = 19,
    /// <summary>A receipt proved that a refused message was relayed after all.</summary>
    RefusalRetracted = 20,
    /// <summary>
    /// Neither receipt nor look-up ever told what became of a submit without an answer. In the funnel it stays among the unknown; a late receipt still wins.
    /// </summary>
    SubmitUnconfirmed = 21,
    /// <summary>A look-up proved that the submit never arrived, and it is made again.</summary>
    Resubmitting = 22,
    /// <summary>One part of a long message was reported on; the verdict of the whole is in the other events.</summary>
    PartReported = 23,
    /// <summary>A later receipt gave a failure its code.</summary>
    FailureExplained = 24,
    /// <summary>
    /// A campaign's figures differ from its events. It belongs to no person and no source, so it is in nobody's totals; the campaign is in its properties.
    /// </summary>
    AuditAlert = 30,
    /// <summary>A part of a long inbound text came; the whole is <see cref="SentSms"/>.</summary>
    InboundPart = 110,
    /// <summary>A text that is not plainly an opt-out: marketing to the person waits for a human.</summary>
    ConversationFlagged = 111,
    /// <summary>A human let marketing to the person go on.</summary>
    ConversationCleared = 112,
    SubscribedToSmsTransactional = 120,
    UnsubscribedFromSmsTransactional = 121,
    /// <summary>A rule decided that a number is not to be texted.</summary>
    Suppressed = 122,
    SuppressionLifted = 123,
    /// <summary>A no to one list; other lists' texts go on (Klaviyo's name).</summary>
    UnsubscribedFromList = 124,
}
