using Microsoft.Data.Sqlite;
using Npgsql;
using Sms.Testing;

namespace Sms.Tests;

public sealed class Sqlite_self_audit : SelfAuditConformance
{
    protected override Task<(string Key, string Value)[]> DatabaseAsync() => Task.FromResult<(string, string)[]>([]);

    private protected override async Task ExecuteAsync(SiloRig rig, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(rig.Folder, "ledger.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}

public sealed class Postgres_self_audit : SelfAuditConformance
{
    private string address = "";

    protected override async Task<(string Key, string Value)[]> DatabaseAsync() =>
        [("Cluster:ConnectionString", address = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync())];

    private protected override async Task ExecuteAsync(SiloRig rig, string sql)
    {
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
