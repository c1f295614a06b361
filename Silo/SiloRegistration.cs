using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Sms;

/// <summary>What a process is made of, by its <see cref="ClusterRole"/>.</summary>
public static class SiloRegistration
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(60);

    /// <summary>The way to the grains: a silo in this process, or with <c>Cluster:Role=Gateway</c> a connection to those of the cluster.</summary>
    public static IHostApplicationBuilder AddSmsGrains(this IHostApplicationBuilder builder) =>
        ClusterSettings.Of(builder.Configuration).Role is ClusterRole.Gateway ? builder.AddSmsClient() : builder.AddSmsSilo();

    /// <summary>Everything a silo does. The ledger comes first: hosted services start in this order, and grains may not wake before it answers.</summary>
    public static IHostApplicationBuilder AddSmsSilo(this IHostApplicationBuilder builder)
    {
        var settings = ClusterSettings.Of(builder.Configuration);
        builder.AddSmsTelemetry();
        builder.Services.AddSingleton<AgendaCounters>();
        builder.Services.AddHostedService<CountersFromZero>();
        builder.Services.AddLedger(builder.Configuration);
        builder.Services.AddGrainServices(builder.Configuration);
        builder.Services.AddCarriers(builder.Configuration);
        builder.UseOrleans(silo =>
        {
            if (settings.Role is ClusterRole.Silo) silo.UseClusterMembership(settings);
            else silo.UseEmbeddedMembership();
            silo.AddStateStorage(builder.Configuration);
            silo.AddTracePropagation();
            silo.Configure<SiloMessagingOptions>(BoundQueues);
            silo.Configure<LoadSheddingOptions>(ShedLoad);
            silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = AnswerWithin);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionQuantum = TimeSpan.FromSeconds(20);
                options.EnableActivationSheddingOnMemoryPressure = true;
            });
        });
        builder.Services.AddSingleton<TotalsHandover>();
        builder.Services.AddSingleton<ITotalsSink>(services => services.GetRequiredService<TotalsHandover>());
        builder.Services.AddHostedService(services => services.GetRequiredService<TotalsHandover>());
        // What they are now, not what the configuration once said; before the agenda, whose work sends.
        builder.Services.AddSingleton<LiveNumbers>();
        builder.Services.AddSingleton<ISendingNumbers>(services => services.GetRequiredService<LiveNumbers>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveNumbers>());
        builder.Services.AddHostedService<SmppBinds>();
        builder.Services.AddHostedService<AgendaWorker>();
        builder.Services.AddHostedService<ConfirmationSchedule>();
        return builder;
    }

    /// <summary>
    /// What waits for one activation is bounded; a caller beyond the bound is told at once and tries again. The intake's activations take every batch of callbacks
    /// under way on this silo; callbacks are bounded at the gateways and by the ledger, far below.
    /// </summary>
    private static void BoundQueues(SiloMessagingOptions options) =>
        (options.ResponseTimeout, options.MaxEnqueuedRequestsHardLimit, options.MaxEnqueuedRequestsHardLimit_StatelessWorker) = (AnswerWithin, 10_000, 20_000);

    /// <summary>
    /// A silo short of memory takes no more from gateways, which answer 503 and try the next one. A busy processor is no reason: a campaign at full speed is meant to
    /// use all of it.
    /// </summary>
    private static void ShedLoad(LoadSheddingOptions options) => (options.LoadSheddingEnabled, options.CpuThreshold, options.MemoryThreshold) = (true, 100, 90);

    /// <summary>No grains and no database but the one that says where they are.</summary>
    private static IHostApplicationBuilder AddSmsClient(this IHostApplicationBuilder builder)
    {
        builder.AddSmsTelemetry();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.UseOrleansClient(client =>
        {
            client.AddTracePropagation();
            client.UseClusterMembership(ClusterSettings.Of(builder.Configuration));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = AnswerWithin);
        });
        return builder;
    }

    /// <summary>Nothing but the sandbox carrier: a provider that lives on while the product beside it is stopped, killed or upgraded.</summary>
    public static IHostApplicationBuilder AddSmsSandbox(this IHostApplicationBuilder builder)
    {
        builder.Configuration["Sandbox:Enabled"] = "true";
        builder.Services.AddSandbox(builder.Configuration);
        return builder;
    }
}
