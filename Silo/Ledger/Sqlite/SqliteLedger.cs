using System.Text.Json;
using Microsoft.Data.Sqlite;

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
        var found = new Dictionary<StreamId, IReadOnlyList<LedgerEvent>>(streams.Count);
        List<LedgerEvent>? events = null;
        while (reader.Read())
        {
            var read = ReadEvent(reader);
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

    public Task<IReadOnlyList<UnappliedReceipt>> ReadReceiptsAsync(MessageId message) => database.ReadAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql.Read("Ledger/Sqlite/read_receipts.sql");
        command.Parameters.AddWithValue("@message", message.Value);
        using var reader = command.ExecuteReader();
        var receipts = new List<UnappliedReceipt>();
        while (reader.Read())
        {
            receipts.Add(new UnappliedReceipt(
                message, reader.Id(1), LedgerTime.FromMillisecond(reader.GetInt64(2)), reader.GetString(3), reader.TextOrNull(4), reader.GetString(5),
                reader.GetString(6)));
        }
        return (IReadOnlyList<UnappliedReceipt>)receipts;
    });

    private static LedgerEvent ReadEvent(SqliteDataReader row) => new()
    {
        Stream = new StreamId(row.GetString(1), row.GetInt32(0)),
        Version = row.GetInt32(2),
        Id = row.Id(3),
        Metric = (Metric)row.GetInt16(4),
        At = LedgerTime.FromMillisecond(row.GetInt64(5)),
        Subscriber = new SubscriberId(row.GetString(6)),
        Source = row.TextOrNull(7) is { } source ? new SourceId(source) : null,
        Message = row.TextOrNull(8) is { } message ? new MessageId(message) : null,
        From = row.TextOrNull(9),
        Carrier = row.TextOrNull(10),
        Country = row.TextOrNull(11),
        Failure = (FailureType)row.GetInt16(12),
        Segments = row.GetInt16(13),
        SentAt = row.TimeOrNull(14),
        ProviderId = row.TextOrNull(15),
        VendorCode = row.TextOrNull(16),
        Body = row.TextOrNull(17),
        Raw = row.TextOrNull(18),
        Detail = row.TextOrNull(19),
        ValueMicros = row.IsDBNull(20) ? null : row.GetInt64(20),
    };
}
