using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Silos, gateways, the provider and PostgreSQL, each a process. Callbacks go to the first gateway, as a load balancer's address would say.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly List<SiloProcess> silos = [];
    private readonly List<EmbeddedApp> gateways = [];
    private (string, string)[] common = [];

    public required SandboxProcess Provider { get; init; }

    public IReadOnlyList<SiloProcess> Silos => silos;

    public IReadOnlyList<EmbeddedApp> Gateways => gateways;

    public static async Task<LocalCluster> StartAsync(int silos, int gateways, IEnumerable<(string, string)> provider)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var cluster = new LocalCluster { Provider = await SandboxProcess.StartAsync(provider) };
        try
        {
            var callbacks = $"http://127.0.0.1:{EmbeddedApp.FreePort()}";
            cluster.common =
            [
                ("Cluster:ConnectionString", database), ("Carriers:sandbox:BaseUrl", cluster.Provider.Url.AbsoluteUri), ("Gateway:PublicUrl", callbacks),
                ("Gateway:ApiKeys", ApiKey),
            ];
            for (var i = 0; i < silos; i++) await cluster.AddSiloAsync();
            for (var i = 0; i < gateways; i++) await cluster.AddGatewayAsync(i == 0 ? callbacks : $"http://127.0.0.1:{EmbeddedApp.FreePort()}");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public const string ApiKey = "sk_the-cluster-under-test";

    public async Task<SiloProcess> AddSiloAsync()
    {
        var silo = await SiloProcess.StartAsync(common);
        silos.Add(silo);
        return silo;
    }

    private async Task AddGatewayAsync(string listen) => gateways.Add(await EmbeddedApp.StartAsync([.. common, ("Cluster:Role", "Gateway"), ("urls", listen)]));

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in gateways) await gateway.DisposeAsync();
        foreach (var silo in silos) await silo.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
