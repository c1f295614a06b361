using Microsoft.Extensions.Options;
using Npgsql;

namespace Sms;

/// <summary>The pool of connections, and what a failure of the database means to the callers.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;

    public PostgresDatabase(IOptions<LedgerOptions> options, ILoggerFactory logs)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString)
        {
            MaxPoolSize = options.Value.PoolSize,
            CommandTimeout = (int)options.Value.CommandTimeout.TotalSeconds,
            ApplicationName = "sms-ledger",
            Enlist = false,
        };
        settings.KeepAlive = settings.KeepAlive == 0 ? 30 : settings.KeepAlive;
        // Compiling a statement that runs for milliseconds takes longer than running it.
        settings.Options = string.Join(' ', settings.Options, "-c jit=off").Trim();
        source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = settings.ApplicationName }.UseLoggerFactory(logs).Build();
    }

    public ValueTask<NpgsqlConnection> OpenAsync() => source.OpenConnectionAsync();

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>Runs reads, or writes that may be repeated. A connection that broke while it lay in the pool is replaced once.</summary>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await OpenAsync();
                return await work(connection);
            }
            catch (Exception failure) when (IsOutage(failure))
            {
                if (attempt == 2) throw Unavailable(failure);
            }
        }
    }

    /// <summary>Runs writes in one transaction; repeats them only after the server itself undid them (deadlock, serialization).</summary>
    public async Task<T> RunInTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await OpenAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                var result = await work(connection);
                await transaction.CommitAsync();
                return result;
            }
            catch (PostgresException undone) when (undone.SqlState.StartsWith("40", StringComparison.Ordinal) && attempt < 5)
            {
                // Undone as a whole by the server.
            }
            catch (Exception failure) when (IsOutage(failure))
            {
                throw Unavailable(failure);
            }
        }
    }

    public static LedgerUnavailableException Unavailable(Exception failure) => new("The database does not answer", failure);

    /// <summary>
    /// True when trying again can help: no connection, a broken one, a time-out, or a server that is starting, stopping, full, read-only (a fail-over) or
    /// undid the statement (classes 08, 25006, 40, 53, 55, 57, 58 of PostgreSQL's error codes).
    /// </summary>
    public static bool IsOutage(Exception failure) => failure switch
    {
        PostgresException error => error.SqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58" || error.SqlState == "25006",
        NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException or ObjectDisposedException => true,
        _ => false,
    };
}
