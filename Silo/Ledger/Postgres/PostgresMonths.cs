using System.Collections.Concurrent;
using Npgsql;

namespace Sms;

/// <summary>The months that have a partition, as far as this process knows.</summary>
internal sealed class PostgresMonths(PostgresDatabase database)
{
    private readonly ConcurrentDictionary<int, bool> known = new() { [0] = true };

    public async ValueTask EnsureAsync(NpgsqlConnection connection, int born)
    {
        if (known.ContainsKey(born)) return;
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/add_month.sql"), connection);
        command.Parameters.AddTyped(born);
        await command.ExecuteNonQueryAsync();
        known[born] = true;
    }

    /// <summary>This month's and the next's, so that no batch has to wait for the catalogue at midnight.</summary>
    public Task EnsureCurrentAsync(DateTimeOffset now) => database.RunAsync(async connection =>
    {
        await EnsureAsync(connection, Of(now));
        await EnsureAsync(connection, Of(now.AddMonths(1)));
        return true;
    });

    private static int Of(DateTimeOffset time) => time.UtcDateTime.Year % 100 * 100 + time.UtcDateTime.Month;
}
