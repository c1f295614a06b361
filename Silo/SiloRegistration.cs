using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Sms;

/// <summary>A silo of one process, or of a cluster when <c>Cluster:ConnectionString</c> is set.</summary>
public static class SiloRegistration
{
    /// <summary>Everything a silo does. The ledger comes first: hosted services start in this order, and grains may not wake before it answers.</summary>
    public static IHostApplicationBuilder AddSmsSilo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddLedger(builder.Configuration);
        builder.Services.AddGrainServices(builder.Configuration);
        builder.Services.AddCarriers(builder.Configuration);
        builder.UseOrleans(silo =>
        {
            silo.UseEmbeddedMembership();
            silo.AddStateStorage(builder.Configuration);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(60));
            silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(60));
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionQuantum = TimeSpan.FromSeconds(20);
                options.EnableActivationSheddingOnMemoryPressure = true;
            });
        });
        builder.Services.AddSingleton<TotalsHandover>();
        builder.Services.AddSingleton<ITotalsSink>(services => services.GetRequiredService<TotalsHandover>());
        builder.Services.AddHostedService(services => services.GetRequiredService<TotalsHandover>());
        builder.Services.AddHostedService<AgendaWorker>();
        builder.Services.AddHostedService<ConfirmationSchedule>();
        return builder;
    }

    /// <summary>Nothing but the sandbox carrier: a provider that lives on while the product beside it is stopped, killed or upgraded.</summary>
    public static IHostApplicationBuilder AddSmsSandbox(this IHostApplicationBuilder builder)
    {
        builder.Configuration["Sandbox:Enabled"] = "true";
        builder.Services.AddSandbox(builder.Configuration);
        return builder;
    }

    /// <summary>One silo, known to nobody, on two free ports: two instances run side by side on one machine.</summary>
    private static void UseEmbeddedMembership(this ISiloBuilder silo)
    {
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        // One silo knows where all its grains are; a cache of what it knows would only keep the addresses of those that are gone.
        silo.Configure<GrainDirectoryOptions>(options => options.CacheSize = 1_000);
        silo.UseLocalhostClustering(siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, siloPort), serviceId: "sms", clusterId: "embedded");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
