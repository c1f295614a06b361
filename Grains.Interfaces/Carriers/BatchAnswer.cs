namespace Sms;

/// <summary>
/// What is known of a batch. Not always all of it: a provider may answer a submit only after its callback was answered, and a receipt may wait for its message's submit,
/// so no callback may wait for another. <see cref="BatchCall"/> asks on until nothing is open.
/// </summary>
[GenerateSerializer, Immutable, Alias("batch-answer")]
public sealed record BatchAnswer
{
    /// <summary>One for each item, in their order; null: not yet.</summary>
    [Id(0)] public required CallbackAnswer?[] Answers { get; init; }
    /// <summary>The key of the <see cref="ISiloDeskGrain"/> to ask for those that are null, in the order they have here; null when none is.</summary>
    [Id(1)] public string? Desk { get; init; }
    /// <summary>What to ask there with.</summary>
    [Id(2)] public long Ticket { get; init; }
}

[GenerateSerializer, Immutable, Alias("callback-answer")]
public sealed record CallbackAnswer
{
    /// <summary>Says nothing beside a <see cref="Failure"/>.</summary>
    [Id(0)] public CallbackVerdict Verdict { get; init; }
    /// <summary>What a call for this item alone would have thrown; null: nothing.</summary>
    [Id(1)] public Exception? Failure { get; init; }
}
