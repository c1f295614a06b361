namespace Sms;

/// <summary>Commits a batch as one transaction on the writer's thread.</summary>
internal sealed class SqliteCommitter(SqliteWriter writer, short shard) : IBatchCommitter
{
    public Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> entries) => writer.RunAsync(turn => Commit(turn, entries));

    // The writer belongs to the database, not to this batch's committer.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private BatchResult Commit(SqliteWriter turn, IReadOnlyList<LedgerEntry> entries)
    {
        var events = new SqliteEvents(turn, shard);
        HashSet<int>? conflicts = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Events is [var first, ..] && !events.Insert(first))
            {
                // Its own id: an earlier attempt was durable, the whole entry with it.
                if (events.StoredUnderKeyOf(first) != first.Id) (conflicts ??= []).Add(i);
                continue;
            }
            for (var j = 1; j < entry.Events.Count; j++)
            {
                if (!events.Insert(entry.Events[j])) throw new InvalidOperationException($"Stream {entry.Stream.Key} has a gap before version {entry.Events[j].Version}");
            }
            WriteParts(turn, entry);
        }
        return new BatchResult(events.Inserted, events.WriteCounts(), conflicts);
    }

    private static void WriteParts(SqliteWriter turn, LedgerEntry entry)
    {
        if (entry.Consent is { } c)
        {
            turn.Statement("Ledger/Sqlite/update_consent.sql")
                .Add((long?)c.Consent).Add(c.At).Add(c.Method).Add(c.StreamVersion).Add(c.Flagged is { } flagged ? flagged ? 1L : 0L : null)
                .Add(c.TextedAt).Add(c.TextedTo).Add(c.Subscriber.Value).Run();
        }
        if (entry.Receipt is { } r)
        {
            turn.Statement("Ledger/Sqlite/insert_receipt.sql")
                .Add(r.Message.Value).Add(r.Id).Add(r.At).Add(r.Carrier).Add(r.ProviderId).Add(r.VendorStatus).Add(r.Raw).Add(r.Detail).Run();
        }
        if (entry.Parked is { } p)
        {
            turn.Statement("Ledger/Sqlite/insert_parked.sql")
                .Add(p.Id).Add(p.At).Add(p.Carrier).Add(p.MessageId).Add(p.ProviderId).Add(p.VendorStatus).Add(p.Raw)
                .Add((long?)p.Receipt?.Status).Add(p.Receipt?.VendorCode).Add((long?)p.Receipt?.Failure).Add(p.Receipt?.Part).Run();
        }
        foreach (var k in entry.ProviderKeys)
            turn.Statement("Ledger/Sqlite/insert_provider_message.sql").Add(k.Carrier).Add(k.ProviderId).Add(k.Message.Value).Add(k.At).Run();
        foreach (var j in entry.Joins)
        {
            // They join because they said so.
            turn.Statement("Ledger/Sqlite/lift_refusal.sql").Add(j.List.Value).Add(j.Subscriber.Value).Add(DateTimeOffset.MaxValue).Run();
            turn.Statement("Ledger/Sqlite/join_list.sql").Add(j.List.Value).Add(j.Subscriber.Value).Add(j.At).Run();
        }
    }
}
