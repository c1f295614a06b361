using System.Diagnostics;
using Npgsql;

namespace Sms;

/// <summary>
/// The connection for what is read all the time, one read after the other. The pool gives each read another connection, and each of twenty makes the statement's plan for itself
/// and has its tables in a cache of its own; with three silos that was a tenth of all that PostgreSQL did.
/// </summary>
internal sealed class KeptConnection(PostgresDatabase database) : IAsyncDisposable
{
    /// <summary>A plan that was good for a small table is kept no longer: a campaign fills an empty month in minutes, and the server's own statistics come later.</summary>
    private static readonly TimeSpan PlanKept = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, long> plannedAt = new(StringComparer.Ordinal);
    private NpgsqlConnection? connection;

    /// <summary>Prepares the command and reads its rows. One that met a broken connection is tried once more, on a new one.</summary>
    /// <exception cref="LedgerUnavailableException">The database does not answer.</exception>
    public async Task<T> ReadAsync<T>(Func<NpgsqlConnection, NpgsqlCommand> compose, Func<NpgsqlDataReader, Task<T>> read)
    {
        await turn.WaitAsync();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await ReadAsync(connection ??= await database.OpenAsync(), compose, read);
                }
                catch (Exception failure)
                {
                    await CloseAsync();
                    if (!PostgresDatabase.IsOutage(failure)) throw;
                    if (attempt == 2) throw PostgresDatabase.Unavailable(failure);
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A read that hangs must not hold up the end of the process, which ends its connection, too.
        if (!await turn.WaitAsync(TimeSpan.Zero)) return;
        await CloseAsync();
        turn.Release();
    }

    private async Task<T> ReadAsync<T>(NpgsqlConnection open, Func<NpgsqlConnection, NpgsqlCommand> compose, Func<NpgsqlDataReader, Task<T>> read)
    {
        await using var command = compose(open);
        await command.PrepareAsync();
        T result;
        await using (var reader = await command.ExecuteReaderAsync()) result = await read(reader);
        if (plannedAt.TryAdd(command.CommandText, Stopwatch.GetTimestamp()) || Stopwatch.GetElapsedTime(plannedAt[command.CommandText]) <= PlanKept) return result;
        plannedAt.Remove(command.CommandText);
        await command.UnprepareAsync();
        return result;
    }

    private async Task CloseAsync()
    {
        plannedAt.Clear();
        if (connection is null) return;
        var closed = connection;
        connection = null;
        await closed.DisposeAsync();
    }
}
