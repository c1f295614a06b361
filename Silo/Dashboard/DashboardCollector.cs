namespace Sms;

/// <summary>What collects for the dashboard, with a life of its own instead of the silo's: it can end and begin anew.</summary>
internal sealed class DashboardCollector(ILifecycleParticipant<ISiloLifecycle> collector, ILogger<SiloLifecycleSubject> log) : IHostedService, IAsyncDisposable
{
    private readonly SiloLifecycleSubject life = new(log);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        collector.Participate(life);
        return life.OnStart(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => life.OnStop(cancellationToken);

    public ValueTask DisposeAsync() => collector is IAsyncDisposable used ? used.DisposeAsync() : default;
}
