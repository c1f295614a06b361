using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

/// <summary>A whole campaign: audience snapshot, waves, cold subscriber grains, messages, an in-process carrier whose receipts come back at once.</summary>
internal static class CampaignCoreBenchmark
{
    public static async Task<Measured> RunAsync(BenchOptions options)
    {
        await using var host = await BenchHost.StartAsync(options);
        var warm = await CampaignAsync(host, options.Messages / 4, first: 0);
        var rows = LedgerRows.Read(host.Services);
        var measured = await CampaignAsync(host, options.Messages, first: options.Messages);
        measured.Print("campaign-core", options.Database, LedgerRows.Read(host.Services).Since(rows));
        _ = warm;
        return measured;
    }

    private static async Task<Measured> CampaignAsync(BenchHost host, int people, int first)
    {
        var list = await host.Grains.Lists().CreateAsync("bench", false);
        for (var at = 0; at < people; at += 5_000)
        {
            var rows = Enumerable.Range(at, Math.Min(5_000, people - at)).Select(i => new ImportRow(
                new ProfilePatch
                {
                    Phone = string.Create(CultureInfo.InvariantCulture, $"+1201{2_000_000 + first + i:0000000}"),
                    Attributes = JsonSerializer.Serialize(new Dictionary<string, string> { ["first_name"] = "Ada" }),
                },
                i));
            var outcome = await host.Grains.Profiles().ImportAsync(new ImportBatch { Rows = [.. rows], List = list.Id, Consent = new ConsentGrant("Import", null, true) });
            if (outcome.Refused.Count > 0) throw new WrongResultException($"{outcome.Refused.Count} refused: {outcome.Refused[0]}");
        }

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
            Included = [list.Id],
            Content = new MessageContent { Body = "Hi {{ first_name|default:'there' }}, our autumn sale starts today: 20 % off everything until Sunday." },
        });
        var meter = new Meter();
        await host.Grains.Campaign(campaign.Id).SendAsync();
        await done.Task.WaitAsync(TimeSpan.FromMinutes(10));
        var measured = meter.Stop(people);
        receipts.Writer.Complete();
        await Task.WhenAll(pumps);

        var audit = await host.Grains.Campaign(campaign.Id).AuditAsync();
        if (audit is not { Differences: [], Recounted: var totals } || totals.Received != people) throw new WrongResultException($"the audit differs: {audit}");
        return measured;
    }
}
