using Npgsql;
using NpgsqlTypes;

namespace Sms;

/// <summary>The common statements on PostgreSQL. Unprepared but for those that are run all the time: they are planned for the values at hand.</summary>
internal sealed class PostgresStatements(PostgresDatabase database) : ILedgerStatements
{
    public Task<List<T>> ReadAsync<T>(
        string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map, IReadOnlyCollection<string>? when = null) =>
        database.RunAsync(connection => QueryAsync(connection, Text(file, when), parameters, map));

    public Task<List<T>> ReadOftenAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        database.RunAsync(connection => QueryAsync(connection, Text(file, null), parameters, map, prepared: true));

    public Task<List<T>> WriteAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        database.RunInTransactionAsync(connection => QueryAsync(connection, Text(file, null), parameters, map));

    public Task<List<T>> ReadComposedAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        WriteComposedAsync(text, parameters, map);

    public Task<List<T>> WriteComposedAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        database.RunInTransactionAsync(async connection =>
        {
            await using var memory = new NpgsqlCommand(Sql.Read("Ledger/Postgres/segment_memory.sql"), connection);
            await memory.ExecuteNonQueryAsync();
            return await QueryAsync(connection, text, parameters, map);
        });

    private static string Text(string file, IReadOnlyCollection<string>? when)
    {
        var path = "Ledger/Postgres/" + file;
        return when is null ? Sql.Read(path) : Sql.Read(path, when);
    }

    public static async Task<List<T>> QueryAsync<T>(
        NpgsqlConnection connection, string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map, bool prepared = false)
    {
        await using var command = new NpgsqlCommand(text, connection);
        foreach (var (name, value) in parameters) command.Parameters.Add(Parameter(name, value));
        // Once a connection; from then on it is looked up.
        if (prepared) await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var row = new PostgresRow(reader);
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(map(row));
        return rows;
    }

    private static NpgsqlParameter Parameter(string name, object value) => value switch
    {
        DateTimeOffset time => new NpgsqlParameter(name, NpgsqlDbType.TimestampTz) { Value = time.ToMillisecond() },
        IReadOnlyList<string> texts => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = texts.ToArray() },
        IReadOnlyList<DateTimeOffset> times =>
            new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = times.Select(time => time.ToMillisecond()).ToArray() },
        Metric metric => new NpgsqlParameter(name, NpgsqlDbType.Smallint) { Value = (short)metric },
        _ => new NpgsqlParameter(name, value),
    };
}
