namespace Sms.Benchmarks;

/// <summary>
/// The rows that <c>lifecycle</c> writes, made again under new keys from one message's real events: the same columns filled, with texts of the same length.
/// </summary>
internal sealed class RawRows(IReadOnlyList<LedgerEvent> life)
{
    private readonly DateTimeOffset launched = TimeProvider.System.GetUtcNow();

    public SourceId Source { get; } = SourceId.Of(new CampaignId(Ulid.NewUlid().ToString()));

    public int Born => MessageId.Of(Source, launched, 0).Born;

    /// <summary>
    /// Events a batch, mixed as the ledger's are: while some messages are submitted, those before them are relayed and those before these received.
    /// </summary>
    public IEnumerable<List<LedgerEvent>> InBatches(int first, int messages, int rows)
    {
        var size = Math.Max(1, rows / life.Count);
        var groups = (messages + size - 1) / size;
        List<LedgerEvent> batch = new(size * life.Count);
        for (var at = 0; at < groups + life.Count - 1; at++)
        {
            batch.Clear();
            for (var step = 0; step < life.Count; step++)
            {
                if (at - step < 0 || at - step >= groups) continue;
                var start = (at - step) * size;
                for (var i = start; i < Math.Min(start + size, messages); i++) batch.Add(Event(first + i, step));
            }
            yield return batch;
        }
    }

    private LedgerEvent Event(int ordinal, int step)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = MessageId.Of(Source, launched, ordinal);
        return life[step] with
        {
            Id = EventIds.At(now),
            Stream = StreamId.Of(id),
            Message = id,
            Source = Source,
            Subscriber = LifecycleBenchmark.People[ordinal % LifecycleBenchmark.People.Length],
            At = now,
            SentAt = launched,
        };
    }
}
