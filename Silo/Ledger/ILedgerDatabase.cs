namespace Sms;

/// <summary>What <see cref="GroupCommitLedger"/> needs of a database. All methods may throw <see cref="LedgerUnavailableException"/>.</summary>
internal interface ILedgerDatabase
{
    /// <summary>How many batches may be under way at once, given what the options ask for.</summary>
    int Writers { get; }

    IBatchCommitter CreateCommitter(short shard);

    Task<IReadOnlyDictionary<StreamId, IReadOnlyList<LedgerEvent>>> ReadStreamsAsync(IReadOnlyList<StreamId> streams);
    Task<IReadOnlyDictionary<SubscriberId, SubscriberTotals>> CountAsync(IReadOnlyList<SubscriberId> subscribers);
}
