using Microsoft.Extensions.DependencyInjection;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>A database per test class.</summary>
public abstract class LedgerDatabaseFixture : IAsyncLifetime
{
    private LedgerHarness? harness;

    internal LedgerHarness Harness => harness ?? throw new InvalidOperationException("Not initialised");
    public Dictionary<string, string?> Settings { get; } = [];

    public virtual async ValueTask InitializeAsync() => harness = await StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (harness is not null) await harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another process over the same database.</summary>
    internal Task<LedgerHarness> StartAsync(Action<IServiceCollection>? configure = null, params IEnumerable<(string Key, string Value)> more)
    {
        var settings = new Dictionary<string, string?>(Settings);
        foreach (var (key, value) in more) settings[key] = value;
        return LedgerHarness.StartAsync(settings, configure);
    }
}

public sealed class PostgresFixture : LedgerDatabaseFixture
{
    public override async ValueTask InitializeAsync()
    {
        Settings["Cluster:ConnectionString"] = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await base.InitializeAsync();
    }
}

public sealed class SqliteFixture : LedgerDatabaseFixture
{
    private readonly string folder = Directory.CreateTempSubdirectory("sms-ledger-").FullName;

    public override async ValueTask InitializeAsync()
    {
        Settings["Data:Directory"] = folder;
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
