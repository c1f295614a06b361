using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Sms;

public sealed class AdmissionTests
{
    private const string Callback = "/carriers/sandbox/status/01HZY3Q8M5V9X7K2B4N6P8R0ST-2611-1";

    [Fact]
    public async Task More_callbacks_than_there_is_room_for_are_told_to_come_again_and_probes_are_answered()
    {
        const int Room = 16;
        await using var app = await GatewayApp.StartAsync(("Gateway:RequestsInFlight", "16"));
        var carrier = new HeldCarrier();
        app.Grains.PutCarrier("sandbox", carrier);
        app.Grains.Put<IMetricsGrain>("0", new FailingMetrics(new LedgerUnavailableException("away")));
        var held = Enumerable.Range(0, Room).Select(_ => app.PostAsync(Callback, "")).ToArray();
        await carrier.HasAsync(Room, app.Clock);

        var (status, body, response) = await app.PostAsync(Callback, "");
        Assert.Equal(503, status);
        Assert.Equal("overloaded", (string?)body!["errors"]![0]!["code"]);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.Equal(503, (await app.GetAsync("/api/campaigns")).Status);
        Assert.Equal(200, (await app.GetAsync("/health/live")).Status);
        Assert.Equal(Room, carrier.Held);

        carrier.Release();
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(204, answer.Status));
        var again = app.PostAsync(Callback, "");
        await carrier.HasAsync(1, app.Clock);
        Assert.Equal(204, (await again).Status);
    }

    [Fact]
    public async Task A_process_without_memory_to_spare_takes_nothing_but_probes()
    {
        await using var app = await GatewayApp.StartAsync(("Gateway:MemoryLimitPercent", "0.1"));
        var (status, body, _) = await app.PostAsync(Callback, "");
        Assert.Equal(503, status);
        Assert.Equal("overloaded", (string?)body!["errors"]![0]!["code"]);
        Assert.Equal(200, (await app.GetAsync("/health/live")).Status);
    }

    /// <summary>Takes callbacks and keeps them until it is told to let go.</summary>
    private sealed class HeldCarrier : ICarrierGrain
    {
        private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim arrived = new(0);
        private int held;

        public int Held => held;

        /// <param name="clock">All but the first wait there for company.</param>
        public async Task HasAsync(int count, FakeTimeProvider clock)
        {
            var patience = Stopwatch.StartNew();
            for (var i = 0; i < count; i++)
            {
                while (!await arrived.WaitAsync(TimeSpan.FromMilliseconds(10)))
                {
                    Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"{i} of {count} callbacks arrived");
                    clock.Advance(CallbackLanes.Gather);
                }
            }
        }

        public void Release() => release.SetResult();

        public async Task<CallbackVerdict> ReceiveStatusAsync(string messageId, CarrierCallback callback)
        {
            Interlocked.Increment(ref held);
            arrived.Release();
            await release.Task;
            return CallbackVerdict.Taken;
        }

        public Task<CallbackVerdict> ReceiveInboundAsync(CarrierCallback callback) => throw new NotSupportedException();

        public Task<CarrierView> GetState() => throw new NotSupportedException();
    }
}
