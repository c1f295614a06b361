namespace Sms;

/// <summary>Commits batches, one after the other: a writer's own connection to the database.</summary>
internal interface IBatchCommitter : IAsyncDisposable
{
    /// <summary>Commits all entries in one transaction, and says which of them lost their place to another.</summary>
    /// <exception cref="LedgerUnavailableException">
    /// The database did not answer, or not as expected; the batch may or may not be durable. Committing it again is safe.
    /// </exception>
    /// <exception cref="Exception">Something in the batch cannot be stored; nothing of it was.</exception>
    Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> entries);
}

/// <param name="Rows">Events inserted.</param>
/// <param name="Totals">The new absolute totals of the sources concerned.</param>
/// <param name="Conflicts">Places in the batch of entries whose first event another activation wrote before; null for none.</param>
internal readonly record struct BatchResult(int Rows, IReadOnlyList<SourceTotal> Totals, IReadOnlySet<int>? Conflicts);
