using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>The common statements on SQLite: lists travel as JSON arrays, times as milliseconds, ids as 16 bytes.</summary>
internal sealed class SqliteStatements(SqliteDatabase database, SqliteWriter writer) : ILedgerStatements
{
    public Task<List<T>> ReadAsync<T>(
        string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map, IReadOnlyCollection<string>? when = null) =>
        database.ReadAsync(connection => Query(connection, Text(file, when), parameters, map));

    public Task<List<T>> ReadOftenAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) => ReadAsync(file, parameters, map);

    public Task<(List<TFirst> First, List<TSecond> Second)> ReadOftenAsync<TFirst, TSecond>(
        IReadOnlyList<SqlParameter> parameters, LedgerQuery<TFirst> first, LedgerQuery<TSecond> second) => database.ReadAsync(connection =>
            (Query(connection, Text(first.File, null), parameters, first.Map), Query(connection, Text(second.File, null), parameters, second.Map)));

    public Task<List<T>> WriteAsync<T>(string file, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        writer.RunAsync(turn => Query(turn.Connection, Text(file, null), parameters, map));

    public Task<List<T>> ReadComposedAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        database.ReadAsync(connection => Query(connection, text, parameters, map));

    public Task<List<T>> WriteComposedAsync<T>(string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map) =>
        writer.RunAsync(turn => Query(turn.Connection, text, parameters, map));

    private static string Text(string file, IReadOnlyCollection<string>? when)
    {
        var path = "Ledger/Sqlite/" + file;
        return when is null ? Sql.Read(path) : Sql.Read(path, when);
    }

    public static List<T> Query<T>(SqliteConnection connection, string text, IReadOnlyList<SqlParameter> parameters, Func<LedgerRow, T> map)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue("@" + name, Stored(value));
        using var reader = command.ExecuteReader();
        var row = new SqliteRow(reader);
        var rows = new List<T>();
        // A text of several statements returns the rows of its queries, one after the other.
        do
        {
            while (reader.Read()) rows.Add(map(row));
        }
        while (reader.NextResult());
        return rows;
    }

    private static object Stored(object value) => value switch
    {
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        Guid id => id.ToByteArray(bigEndian: true),
        Metric metric => (short)metric,
        WrittenOut number => number.Value,
        IReadOnlyList<string> texts => JsonSerializer.Serialize(texts),
        IReadOnlyList<DateTimeOffset> times => JsonSerializer.Serialize(times.Select(time => time.ToUnixTimeMilliseconds())),
        _ => value,
    };
}
