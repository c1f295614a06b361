using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sms.Tests;

/// <summary>When an item comes due again, by what its grain said.</summary>
public sealed class AgendaWorkerTests
{
    private static readonly TimeSpan Night = TimeSpan.FromHours(9);

    [Fact]
    public async Task Due_again_is_counted_from_when_the_grain_was_asked_though_the_process_stood_still_meanwhile()
    {
        var clock = new ShiftedClock();
        var asked = clock.GetUtcNow();

        var next = await NextAsync(clock, () =>
        {
            clock.Advance(TimeSpan.FromHours(3));
            return Task.FromResult<TimeSpan?>(Night);
        });

        Assert.InRange(next!.Value - asked, Night, Night + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_failed_is_due_again_seconds_after_it_failed()
    {
        var clock = new ShiftedClock();
        var asked = clock.GetUtcNow();

        var next = await NextAsync(clock, () =>
        {
            clock.Advance(TimeSpan.FromHours(3));
            throw new LedgerUnavailableException("away");
        });

        Assert.InRange(next!.Value - asked, TimeSpan.FromHours(3) + TimeSpan.FromSeconds(1), TimeSpan.FromHours(3) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_is_done_leaves_the_agenda() => Assert.Null(await NextAsync(new ShiftedClock(), () => Task.FromResult<TimeSpan?>(null)));

    /// <summary>When one item is due next, whose grain does as told.</summary>
    private static async Task<DateTimeOffset?> NextAsync(TimeProvider clock, Func<Task<TimeSpan?>> work)
    {
        var agenda = new OneItem(clock.GetUtcNow());
        var grains = DispatchProxy.Create<IGrainFactory, OneGrain>();
        ((OneGrain)(object)grains).Grain.Work = work;
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var worker = new AgendaWorker(agenda, grains, clock, new AgendaCounters(services.GetRequiredService<IMeterFactory>()), NullLogger<AgendaWorker>.Instance);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        var next = await agenda.Completed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await worker.StopAsync(TestContext.Current.CancellationToken);
        return next;
    }

    private sealed class OneItem(DateTimeOffset due) : IAgenda
    {
        private readonly TaskCompletionSource<DateTimeOffset?> completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool claimed;

        public Task<DateTimeOffset?> Completed => completed.Task;

        public Task ScheduleAsync(AgendaKind kind, string key, DateTimeOffset due) => throw new NotSupportedException();

        public Task<IReadOnlyList<AgendaItem>> ClaimAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int count)
        {
            IReadOnlyList<AgendaItem> items = claimed ? [] : [new AgendaItem(AgendaKind.Parking, "all", due, 1)];
            claimed = true;
            return Task.FromResult(items);
        }

        public Task CompleteAsync(AgendaItem item, DateTimeOffset? next)
        {
            completed.SetResult(next);
            return Task.CompletedTask;
        }
    }

    /// <summary>A factory that knows one grain.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class OneGrain : DispatchProxy
    {
        private readonly IParkingGrain parking = Create<IParkingGrain, Worker>();

        public Worker Grain => (Worker)(object)parking;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => parking;
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class Worker : DispatchProxy
    {
        public Func<Task<TimeSpan?>> Work { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Work();
    }
}
