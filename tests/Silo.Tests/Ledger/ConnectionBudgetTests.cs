using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What all pools of a deployment may open together, and who is told when the server has less.</summary>
public sealed class ConnectionBudgetTests
{
    [Fact]
    public void Three_silos_and_two_gateways_fit_the_default_server()
    {
        var budget = ConnectionBudget.Of(new ConnectionRoom(Allowed: 97, Others: 0, Silos: 3, Gateways: 4), new LedgerOptions().PoolSize);
        Assert.Equal((28, 88, true), (budget.PerSilo, budget.Need, budget.Fits));
    }

    [Fact]
    public void The_pool_it_proposes_fits_and_the_next_larger_does_not() =>
        Gen.Select(Gen.Int[10, 1_000], Gen.Int[0, 50], Gen.Int[0, 20], Gen.Int[0, 10]).Sample((allowed, others, silos, gateways) =>
        {
            var room = new ConnectionRoom(allowed, others, silos, gateways);
            if (ConnectionBudget.Of(room, 20).Fitting is not { } fitting) Assert.False(ConnectionBudget.Of(room, LedgerOptions.SmallestPool).Fits);
            else
            {
                Assert.True(ConnectionBudget.Of(room, fitting).Fits);
                Assert.False(ConnectionBudget.Of(room, fitting + 1).Fits);
            }
        });

    [Fact]
    public async Task Silos_that_want_more_than_the_server_has_are_told_so_at_start()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.HaltAsync();
        await server.RestartAsync("max_connections=60");
        var database = await server.CreateDatabaseAsync();
        await using var ledger = await LedgerHarness.StartAsync(new Dictionary<string, string?> { ["Cluster:ConnectionString"] = database });
        await EnterAsync(database, silos: 3);

        var log = new LoggedLines();
        await CheckAsync(database, poolSize: 20, log);
        var warning = Assert.Single(log.At(LogLevel.Warning));
        Assert.Contains("3 such processes of 28 and their gateways may want 84, the server leaves them 57", warning, StringComparison.Ordinal);
        Assert.Contains("Ledger:PoolSize to 11", warning, StringComparison.Ordinal);

        log = new LoggedLines();
        await CheckAsync(database, poolSize: 11, log);
        Assert.Empty(log.At(LogLevel.Warning));
        Assert.Contains("19 connections at most here, 57 in all", Assert.Single(log.At(LogLevel.Information)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_process_with_a_ledger_in_PostgreSQL_checks()
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Cluster:ConnectionString"] = "Host=nowhere" };
        Assert.Contains(new ServiceCollection().AddLedger(configuration), service => service.ImplementationType == typeof(ConnectionCheck));
    }

    private static async Task CheckAsync(string database, int poolSize, LoggedLines log)
    {
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var options = Options.Create(new LedgerOptions { ConnectionString = database, PoolSize = poolSize });
        await using var postgres = new PostgresDatabase(options, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await ((IHostedLifecycleService)new ConnectionCheck(postgres, options, logs.CreateLogger<ConnectionCheck>())).StartedAsync(CancellationToken.None);
    }

    private static async Task EnterAsync(string database, int silos)
    {
        await using var connection = new NpgsqlConnection(database + ";Application Name=sms-membership");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"insert into cluster_view values ('sms', 1, now()); insert into cluster_silo select 'sms', '127.0.0.1', n, 1, 'silo', 'host', 3, 30000, now(), now() from generate_series(1, {silos}) n",
            connection);
        await command.ExecuteNonQueryAsync();
    }
}
