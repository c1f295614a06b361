using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>A silo with the real ledger and grains, without gateway or carrier HTTP.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly IHost host;
    private readonly PostgresServer? server;
    private readonly string folder;

    private BenchHost(IHost host, PostgresServer? server, string folder, string? connectionString) =>
        (this.host, this.server, this.folder, ConnectionString) = (host, server, folder, connectionString);

    /// <summary>Null on SQLite.</summary>
    public string? ConnectionString { get; }

    /// <summary>Of the database's processes; zero on SQLite, which has none of its own.</summary>
    public TimeSpan DatabaseTime => server?.ProcessorTime ?? TimeSpan.Zero;

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public BenchCarrier Carrier => host.Services.GetRequiredService<BenchCarrier>();

    public static async Task<BenchHost> StartAsync(BenchOptions options)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("sms-bench-").FullName;
        PostgresServer? server = null;
        var settings = new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            // What a rule costs is measured by `lifecycle --rules`; here the same people are texted over and over, at any hour.
            ["Sending:QuietHours:Campaigns"] = "Off",
            ["Sending:FrequencyCap:Enabled"] = "false",
        };
        if (options.Database == "postgres")
        {
            server = await PostgresServer.StartAsync();
            settings["Cluster:ConnectionString"] = await server.CreateDatabaseAsync();
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddCommandLine(options.Settings);
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.AddSmsSilo();
        builder.Services.AddSingleton<TimedAudience>();
        builder.Services.AddSingleton<IAudienceStore>(services => services.GetRequiredService<TimedAudience>());
        var carrier = new BenchCarrier();
        builder.Services.AddSingleton(carrier);
        builder.Services.AddSingleton<ICarriers>(carrier);
        builder.Services.AddSingleton<ISendingNumbers>(carrier);
        var host = builder.Build();
        await host.StartAsync();
        return new BenchHost(host, server, folder, settings.GetValueOrDefault("Cluster:ConnectionString"));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        if (server is not null) await server.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
