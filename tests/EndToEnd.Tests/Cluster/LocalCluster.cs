using Npgsql;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Silos, gateways, the provider and PostgreSQL, each a process. Callbacks go to the first gateway, as a load balancer's address would say.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    public const string ApiKey = "sk_the-cluster-under-test";

    private readonly List<SiloProcess> silos = [];
    private readonly List<EmbeddedApp> gateways = [];
    private readonly string callbacks = $"http://127.0.0.1:{EmbeddedApp.FreePort()}";

    public required SandboxProcess Provider { get; init; }

    /// <summary>The database, as somebody on this machine reaches it.</summary>
    public required string Database { get; init; }

    public IReadOnlyList<SiloProcess> Silos => silos;

    public IReadOnlyList<EmbeddedApp> Gateways => gateways;

    /// <summary>What silos are told besides.</summary>
    private (string, string)[] told = [];

    /// <param name="silo">What every silo is told, now and later.</param>
    public static async Task<LocalCluster> StartAsync(int silos, int gateways, IEnumerable<(string, string)> provider, params (string, string)[] silo)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var cluster = new LocalCluster { Database = database, Provider = await SandboxProcess.StartAsync(provider), told = silo };
        try
        {
            // All at once, as after a power cut: they wait for each other and for the schema.
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.AddSiloAsync()));
            await cluster.AddGatewaysAsync(gateways);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <param name="launch">Null: this build, on the loopback.</param>
    /// <param name="other">What this one is told differently.</param>
    public async Task<SiloProcess> AddSiloAsync(SiloLaunch? launch = null, params (string, string)[] other)
    {
        var silo = await SiloProcess.StartAsync(launch ?? new SiloLaunch(), [.. Common, .. told, .. other]);
        lock (silos) silos.Add(silo);
        return silo;
    }

    public async Task AddGatewaysAsync(int count)
    {
        var urls = Enumerable.Range(0, count).Select(i => i == 0 ? callbacks : $"http://127.0.0.1:{EmbeddedApp.FreePort()}").ToList();
        var starting = urls.ConvertAll(url => EmbeddedApp.StartAsync([.. Common, ("Cluster:Role", "Gateway"), ("urls", url)]));
        try
        {
            await Task.WhenAll(starting);
        }
        finally
        {
            // Whoever started is ended with the rest, also when another did not.
            gateways.AddRange(starting.Where(one => one.IsCompletedSuccessfully).Select(one => one.Result));
        }
    }

    /// <summary>How many silos the cluster takes for dead, from the table they all read.</summary>
    public Task<long> DeadAsync() => CountAsync("cluster_silo where status = 6");

    /// <summary>Connections the silos and gateways have opened and kept.</summary>
    public Task<long> ConnectionsAsync() => CountAsync("pg_stat_activity where datname = current_database() and application_name like 'sms-%'");

    /// <summary>Whether the table of events has such a column.</summary>
    public async Task<bool> HasColumnAsync(string column) => await CountAsync($"information_schema.columns where table_name = 'event' and column_name = '{column}'") == 1;

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in gateways) await gateway.DisposeAsync();
        foreach (var silo in silos) await silo.DisposeAsync();
        await Provider.DisposeAsync();
    }

    private async Task<long> CountAsync(string what)
    {
        await using var connection = new NpgsqlConnection(Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from " + what, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private (string, string)[] Common =>
    [
        ("Cluster:ConnectionString", Database), ("Carriers:sandbox:BaseUrl", Provider.Url.AbsoluteUri), ("Gateway:PublicUrl", callbacks), ("Gateway:ApiKeys", ApiKey),
    ];
}
