using System.Data.Common;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Sms;

/// <summary>The ledger's statements on PostgreSQL.</summary>
internal sealed class PostgresLedger(PostgresDatabase database, PostgresMonths months, IOptions<LedgerOptions> options) : ILedgerDatabase
{
    public int Writers => options.Value.Writers;

    public IBatchCommitter CreateCommitter(short shard) => new PostgresCommitter(database, months, shard);

    public Task<IReadOnlyDictionary<StreamId, IReadOnlyList<LedgerEvent>>> ReadStreamsAsync(IReadOnlyList<StreamId> streams) =>
        database.RunAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/read_streams.sql"), connection);
            command.Parameters.AddList(streams.Select(stream => stream.Born).ToList());
            command.Parameters.AddList(streams.Select(stream => stream.Key).ToList());
            await command.PrepareAsync();
            await using var reader = await command.ExecuteReaderAsync();
            var found = new Dictionary<StreamId, IReadOnlyList<LedgerEvent>>(streams.Count);
            List<LedgerEvent>? events = null;
            while (await reader.ReadAsync())
            {
                var read = ReadEvent(reader);
                if (events is null || events[0].Stream != read.Stream) found[read.Stream] = events = [];
                events.Add(read);
            }
            return (IReadOnlyDictionary<StreamId, IReadOnlyList<LedgerEvent>>)found;
        });

    public Task<IReadOnlyDictionary<SubscriberId, SubscriberTotals>> CountAsync(IReadOnlyList<SubscriberId> subscribers) =>
        database.RunAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/count_subscribers.sql"), connection);
            command.Parameters.AddList(subscribers.Select(subscriber => subscriber.Value).ToList());
            await command.PrepareAsync();
            await using var reader = await command.ExecuteReaderAsync();
            var counts = new SubscriberCounts();
            while (await reader.ReadAsync()) counts.Add(reader.GetString(0), (Metric)reader.GetInt16(1), reader.GetInt64(2));
            return counts.Totals;
        });

    public Task<IReadOnlyList<UnappliedReceipt>> ReadReceiptsAsync(MessageId message) => database.RunAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/read_receipts.sql"), connection);
        command.Parameters.AddWithValue("message", message.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var receipts = new List<UnappliedReceipt>();
        while (await reader.ReadAsync())
        {
            receipts.Add(new UnappliedReceipt(
                message, reader.GetGuid(1), LedgerTime.FromUtc(reader.GetDateTime(2)), reader.GetString(3), reader.TextOrNull(4), reader.GetString(5),
                reader.GetString(6)));
        }
        return (IReadOnlyList<UnappliedReceipt>)receipts;
    });

    private static LedgerEvent ReadEvent(DbDataReader row) => new()
    {
        Stream = new StreamId(row.GetString(1), row.GetInt32(0)),
        Version = row.GetInt32(2),
        Id = row.GetGuid(3),
        Metric = (Metric)row.GetInt16(4),
        At = LedgerTime.FromUtc(row.GetDateTime(5)),
        Subscriber = new SubscriberId(row.GetString(6)),
        Source = row.TextOrNull(7) is { } source ? new SourceId(source) : null,
        Message = row.TextOrNull(8) is { } message ? new MessageId(message) : null,
        From = row.TextOrNull(9),
        Carrier = row.TextOrNull(10),
        Country = row.TextOrNull(11),
        Failure = (FailureType)row.GetInt16(12),
        Segments = row.GetInt16(13),
        SentAt = row.IsDBNull(14) ? null : LedgerTime.FromUtc(row.GetDateTime(14)),
        ProviderId = row.TextOrNull(15),
        VendorCode = row.TextOrNull(16),
        Body = row.TextOrNull(17),
        Raw = row.TextOrNull(18),
        Detail = row.TextOrNull(19),
        ValueMicros = row.IsDBNull(20) ? null : row.GetInt64(20),
    };
}
