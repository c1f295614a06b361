using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// Looks after parked receipts. The young ones often: their message may appear any moment, and the process that parked one may have died before it could look
/// again. All of them once an hour, for what a restored backup brings back.
/// </summary>
[GrainType("parking")]
internal sealed partial class ParkingGrain(
    IParkingStore store, ReceiptParking parking, IOptions<ConfirmationOptions> options, TimeProvider clock, ParkingCounters counters, ILogger<ParkingGrain> logger)
    : Grain, IParkingGrain
{
    private const int Page = 500;

    /// <summary>Young receipts tried in one round. A flood of strangers' receipts must not keep the database busy; the hourly look misses none.</summary>
    private const int MostYoung = 5_000;

    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Whole = TimeSpan.FromHours(1);

    private DateTimeOffset wholeAt;
    private Task run = Task.CompletedTask;

    public Task<TimeSpan?> ContinueAsync()
    {
        if (run.IsCompleted) run = RunAsync();
        return Task.FromResult<TimeSpan?>(options.Value.Every);
    }

    public async Task<ReplayOutcome> ReplayAsync(Guid? receipt)
    {
        if (receipt is not { } id) return await TryAsync(DateTimeOffset.UnixEpoch);
        return await store.ReadOneAsync(id) is { } item ? await TryAsync([item]) : new ReplayOutcome(0, 0, 0);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task RunAsync()
    {
        try
        {
            var now = clock.GetUtcNow();
            var whole = now - wholeAt >= Whole;
            if (whole) await ExpireAsync(now - options.Value.ParkedFor);
            if (whole) await TryAsync(DateTimeOffset.UnixEpoch);
            else await TryAsync(now - Young, MostYoung);
            if (whole) wholeAt = now;
        }
        catch (Exception failure)
        {
            // What was recorded before it broke off is recorded; the agenda comes again.
            LogBroken(failure);
        }
    }

    private async Task<ReplayOutcome> TryAsync(DateTimeOffset since, int most = int.MaxValue)
    {
        var (sum, after) = (new ReplayOutcome(0, 0, 0), Guid.Empty);
        while (true)
        {
            var page = await store.ReadAsync(since, after, Page);
            var (tried, joined, unreadable) = await TryAsync(page);
            sum = new ReplayOutcome(sum.Tried + tried, sum.Joined + joined, sum.Unreadable + unreadable);
            if (page.Count < Page || sum.Tried >= most) break;
            (since, after) = (page[^1].Parked.At, page[^1].Parked.Id);
        }

        if (sum.Joined > 0) LogJoined(sum.Joined, sum.Tried);
        return sum;
    }

    private async Task<ReplayOutcome> TryAsync(IReadOnlyList<ParkedItem> items)
    {
        var joined = await Task.WhenAll(items.Select(item => parking.TryJoinAsync(item)));
        return new ReplayOutcome(items.Count, joined.Count(one => one), items.Count(item => item.Parked.Receipt is null));
    }

    private async Task ExpireAsync(DateTimeOffset before)
    {
        var expired = 0;
        for (int some; (some = await store.ExpireAsync(before)) > 0;) expired += some;
        if (expired == 0) return;
        counters.Expired(expired);
        LogExpired(expired, options.Value.ParkedFor);
    }
}
