using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// The daily round of audits: whom to audit is found at its beginning and stored, then one campaign is taken at each call of the agenda, whose pace is the round's.
/// A crash costs one campaign audited twice, which is harmless.
/// </summary>
[GrainType("self-audit")]
internal sealed partial class SelfAuditGrain(
    [PersistentState("self-audit")] IPersistentState<SelfAuditState> stored, IReportStore reports, IOptions<AuditOptions> options, TimeProvider clock,
    ILogger<SelfAuditGrain> logger) : Grain, ISelfAuditGrain
{
    private Task run = Task.CompletedTask;

    private TimeSpan Pace => TimeSpan.FromMinutes(1) / options.Value.PerMinute;

    public Task<TimeSpan?> ContinueAsync()
    {
        if (options.Value.ActiveDays == 0) return Task.FromResult<TimeSpan?>(null);
        var now = clock.GetUtcNow();
        var at = options.Value.At;
        // The day whose round is due, or was: one that nobody was there for is made up for, whatever the hour.
        var day = DateOnly.FromDateTime((now - at).UtcDateTime);
        if (run.IsCompleted && stored.State.Left.Count == 0 && stored.State.Begun >= day)
            return Task.FromResult<TimeSpan?>(new DateTimeOffset(day.AddDays(1), TimeOnly.FromTimeSpan(at), TimeSpan.Zero) - now);

        if (run.IsCompleted) run = StepAsync(now, day);
        return Task.FromResult<TimeSpan?>(Pace);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task StepAsync(DateTimeOffset now, DateOnly day)
    {
        try
        {
            if (stored.State.Left.Count == 0)
            {
                (stored.State.Left, stored.State.Begun) = (await FindAsync(now - TimeSpan.FromDays(options.Value.ActiveDays)), day);
                LogBegun(stored.State.Left.Count);
            }
            else
            {
                await AuditAsync(new CampaignId(stored.State.Left[^1]));
                stored.State.Left.RemoveAt(stored.State.Left.Count - 1);
            }

            await stored.SaveAsync(this);
        }
        catch (Exception failure)
        {
            // What was left is left; the agenda comes again.
            LogBroken(failure);
        }
    }

    /// <summary>By its own word, or by its events: a receipt may come days after the campaign has ended, and a series that is gone must not hide it.</summary>
    private async Task<List<string>> FindAsync(DateTimeOffset since)
    {
        var active = await reports.ReadActiveSourcesAsync(since);
        var campaigns = await GrainFactory.Campaigns().ListAsync();
        return
        [
            .. campaigns.Where(campaign => campaign.Status is CampaignStatus.Sending or CampaignStatus.Paused || (campaign.FinishedAt ?? campaign.LaunchedAt) >= since)
                .Select(campaign => campaign.Id.Value)
                .Union(active.Where(source => source.Kind == SourceKind.Campaign).Select(source => source.Key)),
        ];
    }

    private async Task AuditAsync(CampaignId campaign)
    {
        try
        {
            await GrainFactory.CampaignAudit(campaign).AuditAsync();
        }
        catch (Exception failure) when (failure is not LedgerUnavailableException)
        {
            // One campaign that cannot be audited must not keep the others from it; tomorrow is another round.
            LogNotAudited(campaign, failure);
        }
    }
}

[GenerateSerializer, Alias("self-audit-state")]
public sealed class SelfAuditState
{
    /// <summary>The day (UTC) of the last round.</summary>
    [Id(0)] public DateOnly Begun { get; set; }
    /// <summary>Campaigns it has still to look at.</summary>
    [Id(1)] public List<string> Left { get; set; } = [];
}
