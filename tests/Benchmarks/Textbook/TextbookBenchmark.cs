namespace Sms.Benchmarks;

/// <summary>The peer: the same life cycle over stock ADO.NET grain storage, in the same silo, database and run.</summary>
internal static class TextbookBenchmark
{
    public static async Task<Measured> RunAsync(BenchOptions options)
    {
        await using var host = await BenchHost.StartAsync(options);
        var messages = Math.Clamp(options.Messages / 20, 500, 5_000);
        await PassAsync(host, messages / 5);
        var meter = new Meter();
        await PassAsync(host, messages);
        var measured = meter.Stop(messages);
        measured.Print("textbook", options.Database);
        return measured;
    }

    private static async Task PassAsync(BenchHost host, int messages)
    {
        var run = Guid.NewGuid().ToString("N");
        var campaign = "textbook-campaign/" + run;
        await InFlight.RunAsync(messages, 64, async i =>
        {
            var message = host.Grains.GetGrain<ITextbookMessageGrain>($"textbook-message/{run}/{i}");
            await message.SubmitAsync(campaign, $"textbook-subscriber/{run}/{i}", "Hi there, our autumn sale starts today: 20 % off everything until Sunday.");
            await message.ReceivedAsync();
        });
        var counted = await host.Grains.GetGrain<ITextbookCounterGrain>(campaign).GetAsync();
        if (counted.Received != messages) throw new WrongResultException($"{counted.Received} of {messages} counted");
    }
}
