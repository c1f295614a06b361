using System.Globalization;
using System.Security.Cryptography;
using Sms.Testing;

namespace Sms.LocalCluster;

/// <summary>Everything a deployment has, each in a process of its own, all of them on this machine's loopback and on free ports. All end with it.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly List<RunningSilo> silos = [];
    private readonly List<EmbeddedApp> gateways = [];
    private PostgresServer? postgres;
    private SandboxProcess? provider;

    public string ApiKey { get; } = "sk_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public IReadOnlyList<RunningSilo> Silos => silos;

    public IReadOnlyList<EmbeddedApp> Gateways => gateways;

    public Uri Provider => provider!.Url;

    public static async Task<Machine> StartAsync(LocalOptions options, CancellationToken stop)
    {
        var machine = new Machine();
        try
        {
            await machine.BuildAsync(options, stop);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in gateways) await gateway.DisposeAsync();
        foreach (var silo in silos) await silo.Process.DisposeAsync();
        if (provider is not null) await provider.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
    }

    private async Task BuildAsync(LocalOptions options, CancellationToken stop)
    {
        postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        Say($"PostgreSQL   {database}");
        stop.ThrowIfCancellationRequested();

        provider = await SandboxProcess.StartAsync(options.Provider);
        Say($"provider     {provider.Url}sandbox/truth");
        stop.ThrowIfCancellationRequested();

        var callbacks = $"http://127.0.0.1:{EmbeddedApp.FreePort()}";
        (string, string)[] common =
        [
            .. options.Product, ("Cluster:ConnectionString", database), ("Carriers:sandbox:BaseUrl", provider.Url.AbsoluteUri), ("Gateway:PublicUrl", callbacks),
            ("Gateway:ApiKeys", ApiKey),
        ];
        await StartAsync(Enumerable.Range(0, options.Silos).Select(_ => StartSiloAsync(common)), silos);
        for (var i = 0; i < silos.Count; i++) Say($"silo {i + 1}       {silos[i].Process.Ops.BaseAddress}dashboard   process {silos[i].Process.ProcessId}");
        stop.ThrowIfCancellationRequested();

        // One address for the provider's callbacks, as a load balancer has it: the first gateway's.
        var urls = Enumerable.Range(0, options.Gateways).Select(i => i == 0 ? callbacks : $"http://127.0.0.1:{EmbeddedApp.FreePort()}").ToList();
        await StartAsync(urls.Select(url => EmbeddedApp.StartAsync([.. common, ("Cluster:Role", "Gateway"), ("urls", url)])), gateways);
        for (var i = 0; i < gateways.Count; i++) Say($"gateway {i + 1}    {urls[i]}/   process {gateways[i].ProcessId}");
        stop.ThrowIfCancellationRequested();
        Say($"API key      {ApiKey}   (console, dashboards and API)");
        Say("              below: whether a silo is up and how many grains are awake in it; lag: how long a gateway takes to answer a callback, which is when it is durable");
    }

    private async Task<RunningSilo> StartSiloAsync((string, string)[] settings)
    {
        var port = EmbeddedApp.FreePort();
        return new RunningSilo(await SiloProcess.StartAsync([.. settings, ("Cluster:SiloPort", port.ToString(CultureInfo.InvariantCulture))]), port, ApiKey);
    }

    /// <summary>All at once. Whoever started is ended with the rest, also when another did not.</summary>
    private static async Task StartAsync<T>(IEnumerable<Task<T>> processes, List<T> started)
    {
        var starting = processes.ToList();
        try
        {
            await Task.WhenAll(starting);
        }
        finally
        {
            started.AddRange(starting.Where(one => one.IsCompletedSuccessfully).Select(one => one.Result));
        }
    }

    private static void Say(string line) => Console.WriteLine(line);
}
