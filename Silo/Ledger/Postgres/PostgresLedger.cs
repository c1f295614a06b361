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
            var row = new PostgresRow(reader);
            var found = new Dictionary<StreamId, IReadOnlyList<LedgerEvent>>(streams.Count);
            List<LedgerEvent>? events = null;
            while (await reader.ReadAsync())
            {
                var read = row.Event();
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
}
