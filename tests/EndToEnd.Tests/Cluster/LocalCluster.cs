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

    public static async Task<LocalCluster> StartAsync(int silos, int gateways, IEnumerable<(string, string)> provider)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var cluster = new LocalCluster { Database = database, Provider = await SandboxProcess.StartAsync(provider) };
        try
        {
            for (var i = 0; i < silos; i++) await cluster.AddSiloAsync();
            for (var i = 0; i < gateways; i++) await cluster.AddGatewayAsync();
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
        var silo = await SiloProcess.StartAsync(launch ?? new SiloLaunch(), [.. Common, .. other]);
        silos.Add(silo);
        return silo;
    }

    public async Task AddGatewayAsync()
    {
        var listen = gateways.Count == 0 ? callbacks : $"http://127.0.0.1:{EmbeddedApp.FreePort()}";
        gateways.Add(await EmbeddedApp.StartAsync([.. Common, ("Cluster:Role", "Gateway"), ("urls", listen)]));
    }

    /// <summary>How many silos the cluster takes for dead, from the table they all read.</summary>
    public async Task<long> DeadAsync()
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from cluster_silo where status = 6", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in gateways) await gateway.DisposeAsync();
        foreach (var silo in silos) await silo.DisposeAsync();
        await Provider.DisposeAsync();
    }

    private (string, string)[] Common =>
    [
        ("Cluster:ConnectionString", Database), ("Carriers:sandbox:BaseUrl", Provider.Url.AbsoluteUri), ("Gateway:PublicUrl", callbacks), ("Gateway:ApiKeys", ApiKey),
    ];
}
