using Npgsql;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>Silos, one gateway and the provider, each in a process of its own, over a fresh database.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    /// <summary>After which PostgreSQL's backends have told what they did.</summary>
    private static readonly TimeSpan StatisticsAfter = TimeSpan.FromSeconds(1.5);

    /// <summary>A provider opens as many as it needs. With 256 they all wait for acknowledgements while processors idle, and one silo alone is no faster than several.</summary>
    private const int CallbackConnections = 1_024;

    private readonly List<SiloProcess> silos = [];
    private EmbeddedApp? gateway;

    private readonly string database;

    private BenchCluster(BenchProvider provider, string database) => (Provider, this.database) = (provider, database);

    public BenchProvider Provider { get; }

    public EmbeddedApp Gateway => gateway!;

    public IReadOnlyList<SiloProcess> Silos => silos;

    public static async Task<BenchCluster> StartAsync(PostgresServer server, int silos, bool lean, IEnumerable<(string Key, string Value)> settings)
    {
        List<(string Key, string Value)> common =
        [
            ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Sms", "Warning"), ("Gateway:ApiKeys", "sk_the-cluster-measured"),
            .. settings,
        ];
        var cluster = new BenchCluster(await BenchProvider.StartAsync(lean, CallbackConnections, common), await server.CreateDatabaseAsync());
        try
        {
            common.Add(("Cluster:ConnectionString", cluster.database));
            common.Add(("Carriers:sandbox:BaseUrl", cluster.Provider.Url.AbsoluteUri));
            common.Add(("Gateway:PublicUrl", $"http://127.0.0.1:{EmbeddedApp.FreePort()}"));
            for (var i = 0; i < silos; i++) cluster.silos.Add(await SiloProcess.StartAsync(common));
            cluster.gateway = await EmbeddedApp.StartAsync([.. common, ("Cluster:Role", "Gateway")]);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Of PostgreSQL so far, reads included.</summary>
    public async Task<long> TransactionsAsync()
    {
        await Task.Delay(StatisticsAfter);
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select xact_commit from pg_stat_database where datname = current_database()", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null) await gateway.DisposeAsync();
        foreach (var silo in silos) await silo.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
