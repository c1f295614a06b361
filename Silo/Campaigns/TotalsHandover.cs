using System.Collections.Concurrent;

namespace Sms;

/// <summary>
/// Brings the ledger's absolute totals to the campaigns they belong to, a few times a second. Between two rounds the higher number of a cell
/// replaces the lower, so however fast the ledger commits, a campaign hears one message a round.
/// </summary>
internal sealed partial class TotalsHandover(IGrainFactory grains, TimeProvider clock, ILogger<TotalsHandover> logger) : BackgroundService, ITotalsSink
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<(SourceId Source, Metric Metric, short Shard), long> pending = new();

    public void Offer(IReadOnlyList<SourceTotal> totals)
    {
        foreach (var total in totals)
        {
            pending.AddOrUpdate((total.Source, total.Metric, total.Shard), total.Count, (_, known) => Math.Max(known, total.Count));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var source in Drain().GroupBy(total => total.Source))
            {
                if (source.Key.Kind == SourceKind.Campaign) await HandOverAsync(new CampaignId(source.Key.Key), [.. source]);
            }
        }
    }

    private async Task HandOverAsync(CampaignId campaign, SourceTotal[] totals)
    {
        try
        {
            await grains.Campaign(campaign).MergeTotalsAsync(totals);
        }
        catch (Exception failure)
        {
            // A grain that cannot wake while its storage is away must not end the process with it: it reads the totals when it does.
            LogNotHandedOver(campaign, failure);
        }
    }

    private List<SourceTotal> Drain()
    {
        var drained = new List<SourceTotal>();
        foreach (var cell in pending.Keys)
        {
            if (pending.TryRemove(cell, out var count)) drained.Add(new SourceTotal(cell.Source, cell.Metric, cell.Shard, count));
        }

        return drained;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Totals of campaign {Campaign} are not handed over; it reads them itself")]
    private partial void LogNotHandedOver(CampaignId campaign, Exception failure);
}
