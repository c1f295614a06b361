namespace Sms;

/// <summary>An entry on its way to the database. Its caller goes on off the writer's back, with the time it waited for company.</summary>
/// <param name="since">When it came, by <see cref="TimeProvider.GetTimestamp"/>.</param>
internal sealed class PendingEntry(LedgerEntry entry, long since) : TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public LedgerEntry Entry { get; } = entry;

    public long Since { get; } = since;
}
