using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sms;

/// <summary>
/// A statement of the writer's connection, prepared once. Parameters are added in the order in which the text first names them. It speaks to SQLite
/// directly: per row, the ADO.NET layer costs more than the insert.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private int next;

    public SqliteStatement(SqliteConnection connection, string text)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed");
        Check(raw.sqlite3_prepare_v2(database, text, out statement));
    }

    /// <summary>Forgets the last run and its parameters: what is not added again is null.</summary>
    public SqliteStatement Start()
    {
        _ = raw.sqlite3_reset(statement); // repeats the last run's error, which was thrown already
        Check(raw.sqlite3_clear_bindings(statement));
        next = 0;
        return this;
    }

    public SqliteStatement Add(long value)
    {
        Check(raw.sqlite3_bind_int64(statement, ++next, value));
        return this;
    }

    public SqliteStatement Add(long? value)
    {
        if (value is { } number) return Add(number);
        next++;
        return this;
    }

    public SqliteStatement Add(string? value)
    {
        next++;
        if (value is not null) Check(raw.sqlite3_bind_text16(statement, next, StorableText.Of(value)));
        return this;
    }

    public SqliteStatement Add(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(statement, ++next, bytes));
        return this;
    }

    public SqliteStatement Add(DateTimeOffset value) => Add(value.ToUnixTimeMilliseconds());

    public SqliteStatement Add(DateTimeOffset? value) => Add(value?.ToUnixTimeMilliseconds());

    /// <summary>Runs to the end; rows changed.</summary>
    public int Run()
    {
        while (Next()) { }
        return raw.sqlite3_changes(database);
    }

    /// <summary>The next row; false after the last.</summary>
    public bool Next()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, database);
        _ = raw.sqlite3_reset(statement);
        return false;
    }

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public int Integer(int column) => raw.sqlite3_column_int(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public Guid Id(int column) => new(raw.sqlite3_column_blob(statement, column), bigEndian: true);

    public DateTimeOffset Time(int column) => LedgerTime.FromMillisecond(Number(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public void Dispose() => statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, database);
    }
}
