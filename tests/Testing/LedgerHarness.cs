using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sms.Testing;

/// <summary>The ledger as a silo registers it, over a database of its own.</summary>
internal sealed class LedgerHarness : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly LedgerStartup startup;

    private LedgerHarness(ServiceProvider services)
    {
        this.services = services;
        startup = services.GetServices<IHostedService>().OfType<LedgerStartup>().Single();
    }

    public ILedger Ledger => services.GetRequiredService<ILedger>();
    public IProfileStore Profiles => services.GetRequiredService<IProfileStore>();
    public IAudienceStore Audiences => services.GetRequiredService<IAudienceStore>();
    public ISegmentStore Segments => services.GetRequiredService<ISegmentStore>();
    public IReportStore Reports => services.GetRequiredService<IReportStore>();
    public IParkingStore Parking => services.GetRequiredService<IParkingStore>();
    public IConversationStore Conversations => services.GetRequiredService<IConversationStore>();
    public ISweepStore Sweeps => services.GetRequiredService<ISweepStore>();
    public IAgenda Agenda => services.GetRequiredService<IAgenda>();
    public LedgerInstruments Instruments => services.GetRequiredService<LedgerInstruments>();
    /// <summary>One of the ports that few tests need.</summary>
    public T Get<T>() where T : notnull => services.GetRequiredService<T>();
    public TotalsRecorder Totals => services.GetRequiredService<TotalsRecorder>();

    /// <param name="settings">Configuration; must name a database.</param>
    /// <param name="configure">Replaces services, for instance to let commits fail.</param>
    public static async Task<LedgerHarness> StartAsync(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TotalsRecorder>().AddSingleton<ITotalsSink>(provider => provider.GetRequiredService<TotalsRecorder>());
        services.AddLedger(configuration);
        configure?.Invoke(services);
        var harness = new LedgerHarness(services.BuildServiceProvider());
        try
        {
            await harness.startup.StartAsync(CancellationToken.None);
            return harness;
        }
        catch
        {
            await harness.services.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await startup.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
