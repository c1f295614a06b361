namespace Sms.Benchmarks;

/// <summary>A whole campaign: audience snapshot, waves, cold subscriber grains, messages, an in-process carrier whose receipts come back at once.</summary>
internal static class CampaignCoreBenchmark
{
    public static async Task<Measured> RunAsync(BenchOptions options)
    {
        await using var host = await BenchHost.StartAsync(options);
        var population = new Population(host);
        await CoreCampaign.SendAsync(host, await population.ImportListAsync(options.Messages / 4), options.Messages / 4);
        var list = await population.ImportListAsync(options.Messages);
        var rows = LedgerRows.Read(host.Services);
        var measured = await CoreCampaign.SendAsync(host, list, options.Messages);
        measured.Print("campaign-core", options.Database, LedgerRows.Read(host.Services).Since(rows));
        return measured;
    }
}
