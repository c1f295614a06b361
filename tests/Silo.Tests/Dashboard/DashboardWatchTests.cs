using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Sms.Tests;

/// <summary>When the dashboard collects: from the first look on, in every silo, until nobody has looked for five minutes.</summary>
public sealed class DashboardWatchTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<Collector> made = [];
    private readonly DashboardWatch watch;
    private int told;

    public DashboardWatchTests() => watch = new DashboardWatch(Make, Tell, clock, NullLogger<DashboardWatch>.Instance);

    private IEnumerable<string> States => made.Select(collector => collector.State);

    public void Dispose() => watch.Dispose();

    [Fact]
    public async Task Nothing_is_collected_before_somebody_looks()
    {
        await watch.StartAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(made);
        await watch.StopAsync(CancellationToken.None);
        Assert.Empty(made);
    }

    [Fact]
    public async Task A_page_that_is_open_asks_again_and_again_and_the_others_are_told_once_a_minute()
    {
        for (var second = 0; second < 600; second++)
        {
            await watch.LookAsync();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["collects"], States);
        Assert.Equal(10, told);
    }

    [Fact]
    public async Task It_ends_five_minutes_after_the_last_look_and_begins_again_with_the_next()
    {
        await watch.LookAsync();
        clock.Advance(DashboardWatch.EndsUnseen - TimeSpan.FromSeconds(1));
        Assert.Equal(["collects"], States);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["disposed"], States);

        await watch.LookAsync();
        Assert.Equal(["disposed", "collects"], States);
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task A_look_at_another_silo_counts_and_is_not_passed_on()
    {
        await watch.ExecuteCommand(0, null);
        Assert.Equal(["collects"], States);
        clock.Advance(DashboardWatch.EndsUnseen - TimeSpan.FromSeconds(1));
        await watch.ExecuteCommand(0, null);
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(["collects"], States);
        Assert.Equal(0, told);
    }

    [Fact]
    public async Task Many_who_look_at_once_make_one_collector()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(watch.LookAsync)));
        Assert.Equal(["collects"], States);
    }

    [Fact]
    public async Task It_ends_with_the_process()
    {
        await watch.LookAsync();
        await watch.StopAsync(CancellationToken.None);
        Assert.Equal(["disposed"], States);
    }

    [Fact]
    public async Task Silos_that_cannot_be_told_keep_nobody_from_looking()
    {
        using var alone = new DashboardWatch(Make, () => Task.FromException(new TimeoutException("no answer")), clock, NullLogger<DashboardWatch>.Instance);
        await alone.LookAsync();
        Assert.Equal(["collects"], States);
        await alone.StopAsync(CancellationToken.None);
    }

    private Collector Make()
    {
        lock (made) made.Add(new Collector());
        return made[^1];
    }

    private Task Tell()
    {
        Interlocked.Increment(ref told);
        return Task.CompletedTask;
    }

    private sealed class Collector : IHostedService, IAsyncDisposable
    {
        public string State { get; private set; } = "made";

        public Task StartAsync(CancellationToken cancellationToken)
        {
            State = "collects";
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            State = "stopped";
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            if (State == "stopped") State = "disposed";
            return default;
        }
    }
}
