namespace Sms;

/// <summary>
/// The ledger cannot take the entry now: its queue is full or its database does not answer. Nothing was acknowledged; try again after
/// <see cref="RetryAfter"/>. The gateway answers 503.
/// </summary>
[GenerateSerializer, Alias("ledger-unavailable")]
public sealed class LedgerUnavailableException : Exception
{
    public LedgerUnavailableException(string message, Exception? inner = null) : base(message, inner) { }

    [Id(0)] public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);
}
