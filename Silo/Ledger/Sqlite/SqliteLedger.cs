using System.Text.Json;

namespace Sms;

/// <summary>The ledger's statements on SQLite.</summary>
internal sealed class SqliteLedger(SqliteDatabase database, SqliteWriter writer) : ILedgerDatabase
{
    public int Writers => 1;

    public IBatchCommitter CreateCommitter(short shard) => new SqliteCommitter(writer, shard);

    public Task<IReadOnlyDictionary<StreamId, IReadOnlyList<LedgerEvent>>> ReadStreamsAsync(IReadOnlyList<StreamId> streams) => database.ReadAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql.Read("Ledger/Sqlite/read_streams.sql");
        command.Parameters.AddWithValue("@keys", JsonSerializer.Serialize(streams.Select(stream => new object[] { stream.Born, stream.Key })));
        using var reader = command.ExecuteReader();
        var row = new SqliteRow(reader);
        var found = new Dictionary<StreamId, IReadOnlyList<LedgerEvent>>(streams.Count);
        List<LedgerEvent>? events = null;
        while (reader.Read())
        {
            var read = row.Event();
            if (events is null || events[0].Stream != read.Stream) found[read.Stream] = events = [];
            events.Add(read);
        }
        return (IReadOnlyDictionary<StreamId, IReadOnlyList<LedgerEvent>>)found;
    });

    public Task<IReadOnlyDictionary<SubscriberId, SubscriberTotals>> CountAsync(IReadOnlyList<SubscriberId> subscribers) => database.ReadAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql.Read("Ledger/Sqlite/count_subscribers.sql");
        command.Parameters.AddWithValue("@keys", JsonSerializer.Serialize(subscribers.Select(subscriber => subscriber.Value)));
        using var reader = command.ExecuteReader();
        var counts = new SubscriberCounts();
        while (reader.Read()) counts.Add(reader.GetString(0), (Metric)reader.GetInt16(1), reader.GetInt64(2));
        return counts.Totals;
    });
}
