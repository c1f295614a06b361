using Microsoft.Extensions.Options;
using Npgsql;

namespace Sms;

/// <summary>Says at start, when this process is one of those that share, whether the server has connections for all of them.</summary>
internal sealed partial class ConnectionCheck(PostgresDatabase database, IOptions<LedgerOptions> options, ILogger<ConnectionCheck> logger) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var room = await database.RunAsync(ReadAsync);
            var budget = ConnectionBudget.Of(room, options.Value.PoolSize);
            if (budget.Fits) LogFits(budget.PerSilo, Math.Max(1, room.Silos), budget.Need, budget.Left);
            else if (budget.Fitting is { } fitting) LogTooMany(Math.Max(1, room.Silos), budget.PerSilo, budget.Need, budget.Left, fitting);
            else LogFarTooMany(Math.Max(1, room.Silos), budget.PerSilo, budget.Need, budget.Left);
        }
        catch (LedgerUnavailableException failure)
        {
            // The start has met the database a moment ago and goes on: nothing depends on this.
            LogUnchecked(failure);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<ConnectionRoom> ReadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Ledger/Postgres/connection_room.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new ConnectionRoom(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL: {PerSilo} connections at most here, {Need} in all with {Silos} such processes; the server leaves them {Left}")]
    private partial void LogFits(int perSilo, int silos, int need, int left);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "PostgreSQL has too few connections: {Silos} such processes of {PerSilo} and their gateways may want {Need}, the server leaves them {Left}. Raise its max_connections, or set Ledger:PoolSize to {Fitting} everywhere")]
    private partial void LogTooMany(int silos, int perSilo, int need, int left, int fitting);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "PostgreSQL has far too few connections: {Silos} such processes of {PerSilo} and their gateways may want {Need}, the server leaves them {Left}. Raise its max_connections: no Ledger:PoolSize makes that fit")]
    private partial void LogFarTooMany(int silos, int perSilo, int need, int left);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether PostgreSQL has connections for everybody could not be looked up")]
    private partial void LogUnchecked(Exception failure);
}
