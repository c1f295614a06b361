using System.Diagnostics;

namespace Sms.Benchmarks;

/// <summary>The product's own audiences, with a look at the clock.</summary>
internal sealed class TimedAudience(ILedgerStatements statements) : IAudienceStore
{
    private readonly AudienceStore audiences = new(statements);

    /// <summary>How long the last snapshot took.</summary>
    public TimeSpan Snapshot { get; private set; }

    public async Task<int> SnapshotAsync(CampaignId campaign, IReadOnlyList<ListId> included, IReadOnlyList<ListId> excluded, DateTimeOffset at)
    {
        var started = Stopwatch.GetTimestamp();
        var size = await audiences.SnapshotAsync(campaign, included, excluded, at);
        Snapshot = Stopwatch.GetElapsedTime(started);
        return size;
    }

    public Task<IReadOnlyList<Recipient>> ReadWaveAsync(CampaignId campaign, int first, int count, DateTimeOffset launchedAt, DateTimeOffset now) =>
        audiences.ReadWaveAsync(campaign, first, count, launchedAt, now);
}
