namespace Sms;

/// <summary>An entry on its way to the database. Its caller goes on off the writer's back.</summary>
internal sealed class PendingEntry(LedgerEntry entry) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public LedgerEntry Entry { get; } = entry;
}
