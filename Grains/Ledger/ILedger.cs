namespace Sms;

/// <summary>The one write path. Completes when the entry is durable; never before, and never in part.</summary>
public interface ILedger
{
    /// <summary>
    /// Durable when it completes. How long the entry waited for others to be committed with, on purpose: that is no sign that the database is slow.
    /// </summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">
    /// Another activation wrote this version first. The events are not written; fold the stream again.
    /// </exception>
    /// <exception cref="LedgerUnavailableException">The queue is full or the database does not answer.</exception>
    Task<TimeSpan> CommitAsync(LedgerEntry entry);

    /// <summary>The events of a stream in order of version; empty for a stream nobody wrote. Reads that are asked for together go in one round trip.</summary>
    /// <exception cref="LedgerUnavailableException">The database does not answer.</exception>
    Task<IReadOnlyList<LedgerEvent>> ReadAsync(StreamId stream);

    /// <summary>Receipts of a message that moved nothing, in order of arrival.</summary>
    Task<IReadOnlyList<UnappliedReceipt>> ReadReceiptsAsync(MessageId message);

    /// <summary>Sent (relayed), received and failed messages of a person, counted in the index. Batched like <see cref="ReadAsync"/>.</summary>
    Task<SubscriberTotals> CountAsync(SubscriberId subscriber);
}

/// <summary>Where the ledger's writer hands absolute totals after a commit: the campaign or flow they belong to.</summary>
public interface ITotalsSink
{
    /// <summary>Called outside any grain. Must not throw and not wait: a lost hand-over is made good by the next, or on activation.</summary>
    void Offer(IReadOnlyList<SourceTotal> totals);
}
