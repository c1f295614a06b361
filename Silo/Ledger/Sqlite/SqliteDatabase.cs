using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The embedded database's file. Write-ahead logging lets readers go on while the one writer commits.</summary>
internal sealed class SqliteDatabase(IOptions<LedgerOptions> options)
{
    private const int Full = 13, Busy = 5, Locked = 6, InputOutput = 10, NoMemory = 7, CannotOpen = 14, ReadOnly = 8;

    /// <summary>
    /// Opens a connection on which a commit is on the disk before it is acknowledged. The writer's is not pooled: what it had begun must end with it.
    /// </summary>
    public SqliteConnection Open(bool pooled = true)
    {
        Directory.CreateDirectory(options.Value.DataDirectory);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(options.Value.DataDirectory, "ledger.db"),
            Pooling = pooled,
            DefaultTimeout = (int)options.Value.CommandTimeout.TotalSeconds,
        }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Sql.Read("Ledger/Sqlite/open.sql", [pooled ? "reader" : "writer"]);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Runs a read on a connection and a thread of its own: SQLite's calls block.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> work) => Task.Run(() =>
    {
        try
        {
            using var connection = Open();
            return work(connection);
        }
        catch (SqliteException failure) when (IsOutage(failure))
        {
            throw Unavailable(failure);
        }
    });

    public static LedgerUnavailableException Unavailable(Exception failure) => new("The database file cannot be used", failure);

    public static bool IsOutage(SqliteException failure) =>
        failure.SqliteErrorCode is Busy or Locked or InputOutput or Full or NoMemory or CannotOpen or ReadOnly;
}
