using Npgsql;

namespace Sms;

/// <summary>A writer's connection with its prepared statements. After a failure it starts over with a new one.</summary>
internal sealed class PostgresCommitter(PostgresDatabase database, PostgresMonths months, short shard) : IBatchCommitter
{
    private readonly EventColumns columns = new();
    private readonly EntryColumns parts = new();
    private readonly HashSet<int> born = [];
    private NpgsqlConnection? connection;
    private NpgsqlCommand? fresh;
    private NpgsqlCommand? heads;
    private NpgsqlCommand? whole;

    public async Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> entries)
    {
        try
        {
            var lean = Fill(entries);
            await ConnectAsync();
            foreach (var month in born) await months.EnsureAsync(connection!, month);
            var (inserted, totals) = await (lean ? ExecuteLeanAsync() : ExecuteAsync(whole!));
            var expected = entries.Count(entry => entry.Events.Count > 0);
            var conflicts = inserted == expected ? null : await FindConflictsAsync(entries);
            return new BatchResult(inserted == expected ? columns.Count : (int)inserted, totals, conflicts);
        }
        catch (Exception failure)
        {
            if (failure is not PostgresException || PostgresDatabase.IsOutage(failure)) await DisposeAsync();
            if (PostgresDatabase.IsOutage(failure)) throw PostgresDatabase.Unavailable(failure);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in new[] { fresh, heads, whole })
            if (command is not null) await command.DisposeAsync();
        if (connection is not null) await connection.DisposeAsync();
        (fresh, heads, whole, connection) = (null, null, null, null);
    }

    /// <summary>True when every entry is one event and nothing else.</summary>
    private bool Fill(IReadOnlyList<LedgerEntry> entries)
    {
        columns.Clear();
        born.Clear();
        var lean = true;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            born.Add(entry.Stream.Born);
            lean &= entry is { Events.Count: 1, Consent: null, Receipt: null, Parked: null, ProviderKeys.Count: 0, Joins.Count: 0 };
            for (var j = 0; j < entry.Events.Count; j++) columns.Add(entry.Events[j]);
        }
        if (!lean) parts.Fill(entries);
        return lean;
    }

    private async ValueTask ConnectAsync()
    {
        if (connection is not null) return;
        connection = await database.OpenAsync();
        fresh = await PrepareAsync(Sql.Read("Ledger/Postgres/commit_heads.sql", []), parameters => { });
        heads = await PrepareAsync(Sql.Read("Ledger/Postgres/commit_heads.sql", ["guarded"]), parameters => { });
        whole = await PrepareAsync(Sql.Read("Ledger/Postgres/commit_entries.sql"), parts.BindTo);
    }

    private async Task<NpgsqlCommand> PrepareAsync(string text, Action<NpgsqlParameterCollection> bindMore)
    {
        var command = new NpgsqlCommand(text, connection);
        columns.BindTo(command.Parameters);
        command.Parameters.AddTyped(shard);
        bindMore(command.Parameters);
        await command.PrepareAsync();
        return command;
    }

    /// <summary>A key that is taken – our own retry, or another activation was faster – is rare, and costs a second statement.</summary>
    private async Task<(long Inserted, List<SourceTotal> Totals)> ExecuteLeanAsync()
    {
        try
        {
            return await ExecuteAsync(fresh!);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return await ExecuteAsync(heads!);
        }
    }

    private static async Task<(long Inserted, List<SourceTotal> Totals)> ExecuteAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var inserted = 0L;
        var totals = new List<SourceTotal>();
        while (await reader.ReadAsync())
        {
            if (await reader.IsDBNullAsync(0)) inserted = reader.GetInt64(3);
            else totals.Add(new SourceTotal(new SourceId(reader.GetString(0)), (Metric)reader.GetInt16(1), reader.GetInt16(2), reader.GetInt64(3)));
        }
        return (inserted, totals);
    }

    private async Task<HashSet<int>?> FindConflictsAsync(IReadOnlyList<LedgerEntry> entries)
    {
        var firsts = entries.Where(entry => entry.Events.Count > 0).Select(entry => entry.Events[0]).ToList();
        var stored = new Dictionary<(int, string, int), Guid>();
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/read_ids.sql"), connection);
        command.Parameters.AddList(firsts.ConvertAll(first => first.Stream.Born));
        command.Parameters.AddList(firsts.ConvertAll(first => first.Stream.Key));
        command.Parameters.AddList(firsts.ConvertAll(first => first.Version));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) stored[(reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2))] = reader.GetGuid(3);

        HashSet<int>? conflicts = null;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Events is not [var first, ..]) continue;
            if (stored[(first.Stream.Born, first.Stream.Key, first.Version)] != first.Id) (conflicts ??= []).Add(i);
        }
        return conflicts;
    }
}
