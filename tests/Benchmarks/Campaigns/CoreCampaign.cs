using System.Threading.Channels;

namespace Sms.Benchmarks;

/// <summary>One campaign through the core: cold subscriber grains, an in-process carrier whose receipts come back at once, the audit at the end.</summary>
internal static class CoreCampaign
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(20);

    public static async Task<Measured> SendAsync(BenchHost host, ListId list, int people)
    {
        var receipts = Channel.CreateUnbounded<(MessageId Id, string ProviderId)>();
        var done = new TaskCompletionSource();
        var received = 0;
        host.Carrier.OnAccepted = (message, providerId) => receipts.Writer.TryWrite((message.Id, providerId));
        var pumps = Enumerable.Range(0, 256).Select(_ => Task.Run(async () =>
        {
            await foreach (var (id, providerId) in receipts.Reader.ReadAllAsync())
            {
                await host.Grains.Message(id).RecordAsync(BenchCarrier.Delivered(providerId, TimeProvider.System.GetUtcNow()));
                if (Interlocked.Increment(ref received) == people) done.TrySetResult();
            }
        })).ToArray();

        var campaign = await host.Grains.Campaigns().CreateAsync(new CampaignDefinition
        {
            Name = "bench",
            Included = [list],
            // Its people may have been texted by the measurement before.
            UseSmartSending = false,
            Content = new MessageContent { Body = "Hi {{ first_name|default:'there' }}, our autumn sale starts today: 20 % off everything until Sunday." },
        });
        var meter = new Meter();
        await host.Grains.Campaign(campaign.Id).SendAsync();
        await done.Task.WaitAsync(EndsWithin);
        var measured = meter.Stop(people);
        receipts.Writer.Complete();
        await Task.WhenAll(pumps);

        var audit = await host.Grains.Campaign(campaign.Id).AuditAsync();
        if (audit is not { Differences: [], Recounted: var totals } || totals.Received != people || totals.Targeted != people) throw new WrongResultException($"the audit differs: {audit}");
        return measured;
    }
}
