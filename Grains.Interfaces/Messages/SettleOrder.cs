namespace Sms;

/// <summary>How long a message has been owed an answer, and so what may be decided when there is still none.</summary>
public enum SettleStage : byte
{
    /// <summary>Young: what the provider has is recorded, what it has not may still come.</summary>
    LookUp = 1,
    /// <summary>Old enough that a submit the provider does not have never arrived.</summary>
    Prove = 2,
    /// <summary>Due: without an answer the message is unconfirmed.</summary>
    Confirm = 3,
}

/// <summary>Asks the provider for a message's missing answer.</summary>
/// <param name="To">The recipient's number, by which a submit without an answer is looked up; null when the person was erased.</param>
/// <param name="GiveUp">The provider has been asked for long enough: decide without it if it does not answer this time either.</param>
[GenerateSerializer, Immutable, Alias("settle-order")]
public sealed record SettleOrder([property: Id(0)] SettleStage Stage, [property: Id(1)] string? To, [property: Id(2)] bool GiveUp = false);

public enum SettleVerdict : byte
{
    /// <summary>Nothing is owed (any more).</summary>
    Settled,
    /// <summary>Nothing new; there is time left.</summary>
    Pending,
    /// <summary>The submit is proved never to have arrived: it may be made again.</summary>
    Absent,
    /// <summary>The provider did not answer: ask again.</summary>
    Unreachable,
}
