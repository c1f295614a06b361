using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>
/// Audits its campaign and tells when something differs: once for each finding, however often it is seen again and whatever crashes in between.
/// </summary>
[GrainType("campaign-audit")]
internal sealed partial class CampaignAuditGrain(
    [PersistentState("campaign-audit")] IPersistentState<CampaignAuditState> stored, ILedger ledger, AuditCounters counters, TimeProvider clock,
    ILogger<CampaignAuditGrain> logger) : Grain, ICampaignAuditGrain
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private Task<SelfAudit?>? run;
    private Task<SelfAudit?>? due;

    private CampaignId Id => new(this.GetPrimaryKeyString()["campaign-audit/".Length..]);

    public Task<SelfAudit?> AuditAsync() => run is { IsCompleted: false } ? run : run = RunAsync();

    public Task<TimeSpan?> ContinueAsync()
    {
        due ??= AuditAsync();
        if (!due.IsCompleted) return Task.FromResult<TimeSpan?>(Pace);
        TimeSpan? again = null;
        if (due.Exception is { } failure)
        {
            LogBroken(Id, failure);
            again = AfterFailure;
        }

        due = null;
        return Task.FromResult(again);
    }

    public Task<SelfAudit?> GetAsync() => Task.FromResult(stored.State.Last);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await (run ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task<SelfAudit?> RunAsync()
    {
        var campaign = GrainFactory.Campaign(Id);
        if (await campaign.GetAsync() is not { } audited || await campaign.AuditAsync() is not { } audit) return null;
        var differs = audit.Differences.Count > 0;
        if (differs) await AlertAsync(audited, audit.Differences);
        counters.Audited(differs);
        stored.State.Last = new SelfAudit(audit.VerifiedAt, audit.Differences);
        await stored.SaveAsync(this);
        return stored.State.Last;
    }

    private async Task AlertAsync(Campaign campaign, IReadOnlyList<string> differences)
    {
        var alerts = await ledger.ReadAsync(StreamId.OfAlerts(Id));
        if (LastFound(alerts).SequenceEqual(differences))
        {
            LogStillDiffers(Id, differences.Count);
            return;
        }

        var alert = AuditAlert.Of(campaign, differences, alerts.Count + 1, clock.GetUtcNow().ToMilliseconds());
        await ledger.CommitAsync(new LedgerEntry(alert.Stream, [alert]));
        counters.Alerted();
        LogDiffers(Id, string.Join("; ", differences));
    }

    /// <summary>What the audit before found. One that died between its alert and its own note is known by the alert.</summary>
    private IReadOnlyList<string> LastFound(IReadOnlyList<LedgerEvent> alerts) =>
        alerts is [.., var last] && !(last.At < stored.State.Last?.At) ? AuditAlert.Read(last) : stored.State.Last?.Differences ?? [];
}

[GenerateSerializer, Alias("campaign-audit-state")]
public sealed class CampaignAuditState
{
    [Id(0)] public SelfAudit? Last { get; set; }
}
