using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Sms;

/// <summary>The common statements on PostgreSQL. Unprepared but for those that are run all the time: they are planned for the values at hand.</summary>
internal sealed class PostgresStatements(PostgresDatabase database, KeptConnection kept) : ILedgerStatements
{
    private readonly ConcurrentDictionary<(string First, string Second), string> texts = new();

    public Task<List<T>> ReadAsync<T>(
        string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map, IReadOnlyCollection<string>? when = null) =>
        database.RunAsync(connection => QueryAsync(connection, Text(file, when), parameters, map));

    public Task<List<T>> ReadOftenAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        ReadOftenAsync(Text(file, null), parameters, reader => RowsAsync(reader, map));

    public Task<(List<TFirst> First, List<TSecond> Second)> ReadOftenAsync<TFirst, TSecond>(
        IReadOnlyList<SqlParameter> parameters, LedgerQuery<TFirst> first, LedgerQuery<TSecond> second) =>
        ReadOftenAsync(texts.GetOrAdd((first.File, second.File), files => Text(files.Item1, null) + ";\n" + Text(files.Item2, null)), parameters, async reader =>
        {
            var rows = await RowsAsync(reader, first.Map);
            await reader.NextResultAsync();
            return (rows, await RowsAsync(reader, second.Map));
        });

    public Task<List<T>> WriteAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        database.RunInTransactionAsync(connection => QueryAsync(connection, Text(file, null), parameters, map));

    public Task<List<T>> ReadComposedAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        WriteComposedAsync(text, parameters, map);

    public Task<List<T>> WriteComposedAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        database.RunInTransactionAsync(async connection =>
        {
            await using var settings = new NpgsqlCommand(Sql.Read("Ledger/Postgres/segment_settings.sql"), connection);
            await settings.ExecuteNonQueryAsync();
            return await QueryAsync(connection, text, parameters, map);
        });

    private static string Text(string file, IReadOnlyCollection<string>? when)
    {
        var path = "Ledger/Postgres/" + file;
        return when is null ? Sql.Read(path) : Sql.Read(path, when);
    }

    private Task<T> ReadOftenAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<NpgsqlDataReader, Task<T>> read) =>
        kept.ReadAsync(connection => CommandOf(connection, text, parameters), read);

    public static async Task<List<T>> QueryAsync<T>(
        NpgsqlConnection connection, string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map)
    {
        await using var command = CommandOf(connection, text, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        return await RowsAsync(reader, map);
    }

    private static NpgsqlCommand CommandOf(NpgsqlConnection connection, string text, IReadOnlyList<SqlParameter> parameters)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var (name, value) in parameters)
        {
            if (value is WrittenOut number) command.CommandText = command.CommandText.Replace("@" + name, number.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            else command.Parameters.Add(Parameter(name, value));
        }

        return command;
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<LedgerRow, T> map)
    {
        var row = new PostgresRow(reader);
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(map(row));
        return rows;
    }

    private static NpgsqlParameter Parameter(string name, object value) => value switch
    {
        string text => new NpgsqlParameter(name, NpgsqlDbType.Text) { Value = StorableText.Of(text) },
        DateTimeOffset time => new NpgsqlParameter(name, NpgsqlDbType.TimestampTz) { Value = time.ToMillisecond() },
        IReadOnlyList<string> texts => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = texts.ToArray() },
        IReadOnlyList<DateTimeOffset> times =>
            new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = times.Select(time => time.ToMillisecond()).ToArray() },
        Metric metric => new NpgsqlParameter(name, NpgsqlDbType.Smallint) { Value = (short)metric },
        _ => new NpgsqlParameter(name, value),
    };
}
