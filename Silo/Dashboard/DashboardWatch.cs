using Orleans.Providers;

namespace Sms;

/// <summary>
/// Has the dashboard collect its numbers while somebody looks: it listens to every instrument that Orleans has, reads all of them each second, and measures
/// every grain call, some percent of a silo's work at full speed. Whoever looks at one silo sees all of them, so a look is passed on to the others.
/// </summary>
/// <param name="makeCollector">The dashboard's own service, to be started and, when it has stopped, to be thrown away.</param>
/// <param name="tellSilos">Passes a look on to every silo, this one included.</param>
internal sealed partial class DashboardWatch(Func<IHostedService> makeCollector, Func<Task> tellSilos, TimeProvider clock, ILogger<DashboardWatch> log)
    : IControllable, IHostedService, IDisposable
{
    /// <summary>What silos call it among each other.</summary>
    public const string Name = "dashboard";

    /// <summary>An open page asks every second: whoever comes back within this time finds the history going on.</summary>
    public static readonly TimeSpan EndsUnseen = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan TellsEvery = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim changing = new(1, 1);
    private IHostedService? collector;
    private ITimer? look;
    private long seen;
    private long told;

    /// <summary>Whether somebody looks.</summary>
    public bool Collects => Volatile.Read(ref collector) is not null;

    /// <summary>Somebody looks at the dashboard of this silo.</summary>
    public async Task LookAsync()
    {
        if (!await BeginAsync() && clock.GetElapsedTime(Volatile.Read(ref told)) < TellsEvery) return;
        Volatile.Write(ref told, clock.GetTimestamp());
        // A page does not wait for a silo that does not answer.
        _ = TellAsync();
    }

    /// <summary>Somebody looks at the dashboard of any silo.</summary>
    public async Task<object?> ExecuteCommand(int command, object? arg)
    {
        await BeginAsync();
        return true;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => EndAsync(TimeSpan.Zero, cancellationToken);

    public void Dispose()
    {
        look?.Dispose();
        changing.Dispose();
    }

    private async Task<bool> BeginAsync()
    {
        Volatile.Write(ref seen, clock.GetTimestamp());
        if (Collects) return false;
        await changing.WaitAsync();
        try
        {
            if (collector is not null) return false;
            var made = makeCollector();
            await made.StartAsync(CancellationToken.None);
            Volatile.Write(ref collector, made);
            look = clock.CreateTimer(_ => _ = EndAsync(EndsUnseen, CancellationToken.None), null, EndsUnseen, TellsEvery);
            LogBegun();
            return true;
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task EndAsync(TimeSpan unseenFor, CancellationToken cancellation)
    {
        await changing.WaitAsync(cancellation);
        try
        {
            if (collector is not { } ended || clock.GetElapsedTime(Volatile.Read(ref seen)) < unseenFor) return;
            Volatile.Write(ref collector, null);
            look?.Dispose();
            await ended.StopAsync(cancellation);
            if (ended is IAsyncDisposable used) await used.DisposeAsync();
            LogEnded();
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogNotEnded(failure);
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task TellAsync()
    {
        try
        {
            await tellSilos();
        }
        catch (Exception failure)
        {
            // A silo that went away meanwhile, or one of an older build, which collects all the time.
            LogNotTold(failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The dashboard collects from now on: somebody looks")]
    private partial void LogBegun();

    [LoggerMessage(Level = LogLevel.Information, Message = "The dashboard does not collect any more: nobody has looked for a while")]
    private partial void LogEnded();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dashboard's collecting did not end as it should")]
    private partial void LogNotEnded(Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Not every silo collects for the dashboard: {Reason}")]
    private partial void LogNotTold(string reason);
}
