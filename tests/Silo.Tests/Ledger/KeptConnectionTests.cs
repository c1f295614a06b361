using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>The connection for what is read all the time.</summary>
public sealed class KeptConnectionTests : IAsyncLifetime
{
    private PostgresServer? server;
    private PostgresDatabase? database;
    private KeptConnection? kept;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync();
        var options = Options.Create(new LedgerOptions { ConnectionString = await server.CreateDatabaseAsync() });
        database = new PostgresDatabase(options, NullLoggerFactory.Instance);
        kept = new KeptConnection(database);
    }

    public async ValueTask DisposeAsync()
    {
        await kept!.DisposeAsync();
        await database!.DisposeAsync();
        await server!.DisposeAsync();
    }

    [Fact]
    public async Task All_reads_are_by_one_connection_whose_plan_is_kept()
    {
        var backends = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadAsync("select pg_backend_pid()")));
        Assert.Single(backends.Distinct());
        Assert.Equal(1, await ReadAsync("select count(*)::int from pg_prepared_statements where statement = 'select pg_backend_pid()'"));
    }

    [Fact]
    public async Task A_statement_that_fails_fails_its_caller_alone()
    {
        await ReadAsync("select 1");
        await Assert.ThrowsAsync<PostgresException>(() => ReadAsync("select 1 / 0"));
        Assert.Equal(2, await ReadAsync("select 2"));
    }

    [Fact]
    public async Task A_connection_that_broke_is_replaced_and_a_database_that_is_gone_is_unavailable_until_it_is_back()
    {
        var first = await ReadAsync("select pg_backend_pid()");
        await using (var connection = await database!.OpenAsync())
        {
            await using var end = new NpgsqlCommand($"select pg_terminate_backend({first})", connection);
            await end.ExecuteNonQueryAsync();
        }

        Assert.NotEqual(first, await ReadAsync("select pg_backend_pid()"));

        await server!.HaltAsync();
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => ReadAsync("select 1"));
        await server.RestartAsync();
        Assert.Equal(1, await ReadAsync("select 1"));
    }

    private Task<int> ReadAsync(string text) => kept!.ReadAsync(connection => new NpgsqlCommand(text, connection), async reader =>
    {
        Assert.True(await reader.ReadAsync());
        return reader.GetInt32(0);
    });
}
