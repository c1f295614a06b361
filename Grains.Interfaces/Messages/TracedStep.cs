namespace Sms;

public enum StepKind : byte
{
    /// <summary>A fact that was recorded: an intent, an answer, a verdict.</summary>
    Event,
    /// <summary>A provider's word, and what became of it.</summary>
    Receipt,
    /// <summary>The provider was asked, and its answer settled nothing.</summary>
    Question,
}

/// <summary>What was decided about a provider's word. Stored by name: never rename.</summary>
public enum StepDecision : byte
{
    /// <summary>None was due.</summary>
    None,
    /// <summary>It moved the message; the events after it say how.</summary>
    Recorded,
    /// <summary>It says what is known already.</summary>
    Duplicate,
    /// <summary>It says less than what is known already.</summary>
    Late,
    /// <summary>It denies a last word and changes nothing; the first of its kind leaves a <see cref="Metric.DeliveryConflict"/>.</summary>
    Contradicting,
    /// <summary>It speaks of a part, and the message waits for the other parts.</summary>
    Partial,
    /// <summary>The provider does not have the message, or not so that one can tell; it is asked again later.</summary>
    Unsettled,
}

/// <summary>One step in a message's life. A receipt stands before the events it caused.</summary>
[GenerateSerializer, Immutable, Alias("traced-step")]
public sealed record TracedStep
{
    /// <summary>Our clock: when the event was recorded, the receipt arrived, the question was answered.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }
    [Id(1)] public required StepKind Kind { get; init; }
    /// <summary>With an event.</summary>
    [Id(2)] public Guid? Event { get; init; }
    /// <summary>With an event.</summary>
    [Id(3)] public Metric? Metric { get; init; }
    [Id(4)] public StepDecision Decision { get; init; }
    /// <summary>Why, in a word or two: the reason of a skip, what a look-up found, which part.</summary>
    [Id(5)] public string? Reason { get; init; }
    /// <summary>How we came to know: <c>callback</c>, <c>fetch</c>, <c>list</c> or <c>look-up</c>; null for our own doing and for the answer to a submit.</summary>
    [Id(6)] public string? Source { get; init; }
    [Id(7)] public FailureType Failure { get; init; }
    [Id(8)] public string? VendorStatus { get; init; }
    [Id(9)] public string? VendorCode { get; init; }
    /// <summary>With a receipt: as it came, the recipient's number blotted out.</summary>
    [Id(10)] public string? Raw { get; init; }
}
