using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>
/// This silo's copy of the sending numbers: asks once a second whether anything has changed, so that a suspension is in force everywhere two seconds after it was acknowledged, and no
/// message asks at all. A silo offers nothing before it has read them. When they cannot be read it goes on with what it knows, and says how old that is.
/// </summary>
internal sealed partial class LiveNumbers : BackgroundService, ISendingNumbers
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly IGrainFactory grains;
    private readonly NumberPaces paces;
    private readonly NumberCounters counters;
    private readonly TimeProvider clock;
    private readonly ILogger<LiveNumbers> logger;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<SendingNumber> all;
    private string? edition;
    private long readAt;

    public LiveNumbers(
        IGrainFactory grains, IConfiguredNumbers configured, NumberPaces paces, NumberCounters counters, IMeterFactory meters, TimeProvider clock, ILogger<LiveNumbers> logger)
    {
        (this.grains, this.paces, this.counters, this.clock, this.logger) = (grains, paces, counters, clock, logger);
        // What is not read yet may be suspended; only carriers and countries are told from these.
        all = [.. configured.Configured.Select(draft => SendingNumber.Of(NumberChanges.Add(draft, clock.GetUtcNow(), configured: true).Record))];
        readAt = clock.GetTimestamp();
        meters.Create(MessageCounters.MeterName).CreateObservableGauge("sms.numbers.age", () => Age.TotalSeconds, "s", "How old this silo's copy of the sending numbers is");
    }

    public IReadOnlyList<SendingNumber> All => Volatile.Read(ref all);

    public Task Ready => ready.Task;

    private TimeSpan Age => clock.GetElapsedTime(readAt);

    /// <summary>Services after this one may rely on the numbers.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        counters.Begin();
        while (!await TryReadAsync()) await Task.Delay(Every, clock, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryReadAsync();
    }

    private async Task<bool> TryReadAsync()
    {
        try
        {
            if (await grains.SendingNumbers().ReadAsync(edition) is { } read)
            {
                Volatile.Write(ref all, [.. read.Numbers.Select(SendingNumber.Of)]);
                paces.Set(read.Numbers);
                edition = read.Edition;
                var sending = read.Numbers.Count(number => number.Status == NumberStatus.Verified);
                LogRead(sending, read.Numbers.Count - sending);
            }

            readAt = clock.GetTimestamp();
            ready.TrySetResult();
            return true;
        }
        catch (Exception failure)
        {
            // The grain's silo may be gone, or its store; whichever silo is next to have it answers.
            LogOld(Age, failure.Message);
            return false;
        }
    }
}
