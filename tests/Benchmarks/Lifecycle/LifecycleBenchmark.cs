namespace Sms.Benchmarks;

/// <summary>Message grains and ledger alone: submit → relayed → received, each step durable, totals and series exact. Few subscribers, no HTTP.</summary>
internal static class LifecycleBenchmark
{
    /// <summary>Few, so that their grains stay awake.</summary>
    public static SubscriberId[] People { get; } =
        [.. Enumerable.Range(0, 500).Select(i => new SubscriberId(new string((char)('a' + i % 26), 23) + $"{(char)('a' + i / 26)}aa"))];

    public static async Task<Measured> RunAsync(BenchOptions options)
    {
        await using var host = await BenchHost.StartAsync(options);
        await PassAsync(host, options.Messages, options.InFlight);
        var rows = LedgerRows.Read(host.Services);
        var meter = new Meter();
        await PassAsync(host, options.Messages, options.InFlight);
        var measured = meter.Stop(options.Messages);
        measured.Print("lifecycle", options.Database, LedgerRows.Read(host.Services).Since(rows));
        return measured;
    }

    /// <summary>Answers with one of the messages.</summary>
    public static async Task<MessageId> PassAsync(BenchHost host, int messages, int inFlight)
    {
        var campaign = new CampaignId(Ulid.NewUlid().ToString());
        var source = SourceId.Of(campaign);
        var launched = TimeProvider.System.GetUtcNow();
        await InFlight.RunAsync(messages, inFlight, async i =>
        {
            var grain = host.Grains.Message(MessageId.Of(source, launched, i));
            await grain.SubmitAsync(new MessageDraft
            {
                Subscriber = People[i % People.Length],
                Source = source,
                To = "+15005550006",
                From = "12345",
                Carrier = "bench",
                Body = "Hi there, our autumn sale starts today: 20 % off everything until Sunday. Reply STOP to opt out.",
                Segments = 1,
                Country = "US",
            });
            var outcome = await grain.RecordAsync(BenchCarrier.Delivered("SM0000000000000000000000000000000a", TimeProvider.System.GetUtcNow()));
            if (outcome != ReceiptOutcome.Recorded) throw new WrongResultException($"message {i}: {outcome}");
        });

        var totals = await host.Services.GetReports().ReadTotalsAsync(source);
        var received = totals.Where(total => total.Metric == Metric.ReceivedSms).Sum(total => total.Count);
        if (received != messages) throw new WrongResultException($"{received} of {messages} received are in the totals");
        return MessageId.Of(source, launched, 0);
    }
}
