using Npgsql;

namespace Sms;

/// <summary>Applies PostgreSQL's schema files under an advisory lock, each in the transaction that notes it as applied.</summary>
internal sealed partial class PostgresMigrations(PostgresDatabase database, PostgresMonths months, ILogger<PostgresMigrations> log) : IMigrations
{

    public async Task BringUpToDateAsync(bool apply, DateTimeOffset now)
    {
        await database.RunInTransactionAsync(async connection =>
        {
            await RunAsync(connection, "Ledger/Postgres/migrations_lock.sql");
            var missing = await FindMissingAsync(connection);
            if (missing.Count > 0 && !apply) throw Migration.Missing(missing);
            foreach (var migration in missing) await ApplyAsync(connection, migration, now);
            await EnsureSecretAsync(connection);
            return missing.Count;
        });
        await months.EnsureCurrentAsync(now);
    }

    private static async Task<List<Migration>> FindMissingAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/migrations_read.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync();
        var applied = new HashSet<int>();
        while (await reader.ReadAsync()) applied.Add(reader.GetInt32(0));
        return [.. Migration.In("Ledger/Postgres/Migrations/").Where(migration => !applied.Contains(migration.Number))];
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, DateTimeOffset now)
    {
        LogApply(migration.Name);
        await using (var script = new NpgsqlCommand(migration.Text, connection)) await script.ExecuteNonQueryAsync();
        await using var note = new NpgsqlCommand(Sql.Read("Ledger/Postgres/migrations_note.sql"), connection);
        note.Parameters.AddWithValue("number", migration.Number);
        note.Parameters.AddWithValue("name", migration.Name);
        note.Parameters.AddWithValue("applied_at", now.ToMillisecond());
        await note.ExecuteNonQueryAsync();
    }

    private static async Task EnsureSecretAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/secret_create.sql"), connection);
        command.Parameters.AddWithValue("secret", Migration.NewSecret());
        await command.ExecuteNonQueryAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string file)
    {
        await using var command = new NpgsqlCommand(Sql.Read(file), connection);
        await command.ExecuteNonQueryAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Migration} to the ledger's schema")]
    private partial void LogApply(string migration);
}
