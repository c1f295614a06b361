using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>Applies SQLite's schema files in one transaction.</summary>
internal sealed partial class SqliteMigrations(SqliteDatabase database, ILogger<SqliteMigrations> log) : IMigrations
{
    public Task BringUpToDateAsync(bool apply, DateTimeOffset now) => database.ReadAsync(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Run(connection, Sql.Read("Ledger/Sqlite/migrations_lock.sql"));
        var missing = FindMissing(connection);
        if (missing.Count > 0 && !apply) throw Migration.Missing(missing);
        foreach (var migration in missing)
        {
            LogApply(migration.Name);
            Run(connection, migration.Text);
            Run(connection, Sql.Read("Ledger/Sqlite/migrations_note.sql"),
                ("@number", migration.Number), ("@name", migration.Name), ("@applied_at", now.ToUnixTimeMilliseconds()));
        }
        Run(connection, Sql.Read("Ledger/Sqlite/secret_create.sql"), ("@secret", Migration.NewSecret()));
        transaction.Commit();
        return missing.Count;
    });

    private static List<Migration> FindMissing(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql.Read("Ledger/Sqlite/migrations_read.sql");
        using var reader = command.ExecuteReader();
        var applied = new HashSet<int>();
        while (reader.Read()) applied.Add(reader.GetInt32(0));
        return [.. Migration.In("Ledger/Sqlite/Migrations/").Where(migration => !applied.Contains(migration.Number))];
    }

    private static void Run(SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Migration} to the ledger's schema")]
    private partial void LogApply(string migration);
}
