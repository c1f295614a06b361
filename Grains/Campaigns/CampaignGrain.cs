using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// A campaign's life: draft → (scheduled) → preparing → sending → sent, paused in between. Each step is stored before it is acted on, and an agenda item keeps
/// coming back until the last wave is done, so a crash at any point only costs time. This half is what clients ask for; the other is how it moves.
/// </summary>
[GrainType("campaign")]
internal sealed partial class CampaignGrain(
    [PersistentState("campaign")] IPersistentState<CampaignState> stored, CampaignLedger ledger, CampaignAudiences audiences, VariationFigures variations,
    IDeferralStore deferrals, IAgenda agenda, IMessageHomes homes,
    IOptions<CampaignOptions> options, IOptions<AuditOptions> audits, CampaignCounters counters, TimeProvider clock, ILogger<CampaignGrain> logger)
    : Grain, ICampaignGrain
{
    /// <summary>How often a sending campaign is looked after; also how soon a wave that a crash took is started again.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly SourceTally tally = new();
    private DateTimeOffset savedAt;
    private bool marked;
    private Task poke = Task.CompletedTask;
    private Task<IReadOnlyList<VariationTotals>>? figures;
    private DateTimeOffset figuresAt;

    private CampaignId Id => new(this.GetPrimaryKeyString()["campaign/".Length..]);

    private Campaign? Campaign => stored.State.Campaign;

    public async Task<Campaign> CreateAsync(CampaignDefinition definition)
    {
        if (Campaign is { } existing) return existing;
        var now = clock.GetUtcNow();
        var messageId = Ulid.NewUlid(now).ToString();
        stored.State.Campaign = new Campaign
        {
            Id = Id,
            MessageId = messageId,
            Definition = Named(definition, messageId, []),
            Status = CampaignStatus.Draft,
            Created = now,
            Updated = now,
        };
        await SaveAsync();
        return Campaign!;
    }

    public Task<Campaign?> GetAsync() => Task.FromResult(Campaign);

    public async Task<CampaignChange> UpdateAsync(CampaignDefinition definition)
    {
        if (Refuses(CampaignAction.Update, out var campaign) is { } no) return no;
        return await ChangeAsync(campaign with { Definition = Named(definition, campaign.MessageId, campaign.Definition.Variations) });
    }

    public async Task<CampaignChange> DeleteAsync()
    {
        if (Refuses(CampaignAction.Delete, out var campaign) is { } no) return no;
        await GrainFactory.Campaigns().ForgetAsync(Id);
        await stored.ClearStateAsync();
        DeactivateOnIdle();
        return new CampaignChange(CampaignVerdict.Done, campaign);
    }

    public async Task<CampaignChange> SendAsync()
    {
        if (Refuses(CampaignAction.Send, out var campaign) is { } no) return no;
        foreach (var list in campaign.Definition.Included.Concat(campaign.Definition.Excluded))
        {
            if (await GrainFactory.List(list).GetAsync() is null) return Answer(CampaignVerdict.NoSuchList, list.Value);
        }
        foreach (var segment in campaign.Definition.IncludedSegments.Concat(campaign.Definition.ExcludedSegments))
        {
            if (await GrainFactory.Segment(segment).GetAsync() is null) return Answer(CampaignVerdict.NoSuchList, segment.Value);
        }

        // A draft may be half written; what is sent would reach nobody.
        if (SmsTemplate.Validate(campaign.Definition.Content.Body) is { } broken) return Answer(CampaignVerdict.BrokenTemplate, broken);
        foreach (var variation in campaign.Definition.Variations)
        {
            if (SmsTemplate.Validate(variation.Content.Body) is { } fault) return Answer(CampaignVerdict.BrokenTemplate, $"Variation {variation.Id}: {fault}");
        }

        return await ScheduleAsync(campaign);
    }

    public async Task<CampaignChange> RescheduleAsync(SendStrategy strategy)
    {
        if (Refuses(CampaignAction.Reschedule, out var campaign) is { } no) return no;
        return await ScheduleAsync(campaign with { Definition = campaign.Definition.With(strategy) });
    }

    public async Task<CampaignChange> CancelAsync()
    {
        if (Refuses(CampaignAction.Cancel, out var campaign) is { } no) return no;
        if (CampaignLifecycle.IsThere(campaign.Status, CampaignAction.Cancel)) return Answer(CampaignVerdict.Done);
        var now = clock.GetUtcNow();
        if (campaign.LaunchedAt is not null)
        {
            // Should this process die before each wave was told, the agenda comes and tells them.
            await agenda.ScheduleAsync(AgendaKind.CampaignProgress, Id.Value, now + Pace);
            await PlanAuditAsync(now);
        }

        var change = await ChangeAsync(campaign with { Status = CampaignStatus.Cancelled, FinishedAt = now, PausedAt = null });
        await StopWavesAsync();
        LogCancelled(Id);
        return change;
    }

    public async Task<CampaignChange> RevertAsync()
    {
        if (Refuses(CampaignAction.Revert, out var campaign) is { } no) return no;
        var change = await ChangeAsync(campaign with { Status = CampaignStatus.Draft, SentAt = null });
        LogReverted(Id);
        return change;
    }

    public async Task<CampaignChange> PauseAsync()
    {
        if (Refuses(CampaignAction.Pause, out var campaign) is { } no) return no;
        if (CampaignLifecycle.IsThere(campaign.Status, CampaignAction.Pause)) return Answer(CampaignVerdict.Done);
        var now = clock.GetUtcNow();
        await agenda.ScheduleAsync(AgendaKind.CampaignProgress, Id.Value, now + Pace);
        var change = await ChangeAsync(campaign with { Status = CampaignStatus.Paused, PausedAt = now });
        await StopWavesAsync();
        LogPaused(Id, stored.State.WavesDone, stored.State.Waves);
        return change;
    }

    public async Task<CampaignChange> ResumeAsync()
    {
        if (Refuses(CampaignAction.Resume, out var campaign) is { } no) return no;
        var now = clock.GetUtcNow();
        stored.State.PausedFor += campaign.PausedAt < now ? now - campaign.PausedAt.Value : TimeSpan.Zero;
        // The agenda first: a campaign without an item would never move again.
        await agenda.ScheduleAsync(AgendaKind.CampaignProgress, Id.Value, now + Pace);
        var change = await ChangeAsync(campaign with { Status = campaign.LaunchedAt is null ? CampaignStatus.Preparing : CampaignStatus.Sending, PausedAt = null });
        LogResumed(Id, stored.State.PausedFor);
        Poke();
        return change;
    }

    public Task MergeTotalsAsync(IReadOnlyList<SourceTotal> totals)
    {
        tally.Merge(totals);
        return Task.CompletedTask;
    }

    public async Task<CampaignTotals> GetTotalsAsync()
    {
        await RefreshTallyAsync();
        return CampaignTotals.From(Campaign?.Targeted ?? 0, tally.Count);
    }

    public Task<IReadOnlyList<VariationTotals>> GetVariationsAsync()
    {
        if (Campaign is not { } campaign) return Task.FromResult<IReadOnlyList<VariationTotals>>([]);
        var now = clock.GetUtcNow();
        // A reading that takes longer than it stays fresh is still the one to wait for: a second would slow both.
        if (figures is { IsCompleted: false }) return figures;
        if (figures is { IsCompletedSuccessfully: true } && now - figuresAt < Fresh) return figures;
        figuresAt = now;
        return figures = variations.ReadAsync(campaign);
    }

    public async Task<CampaignAudit?> AuditAsync()
    {
        if (Campaign is not { } campaign) return null;
        return await ledger.AuditAsync(campaign, tally);
    }

    public async Task<CampaignEstimate?> EstimateAsync() => Campaign is { } campaign ? await audiences.EstimateAsync(campaign.Definition) : null;

    public Task<CampaignView> GetState() => Task.FromResult(new CampaignView(
        Campaign?.Status.ToString() ?? "None", Campaign is null ? 0 : stored.State.Waves, stored.State.WavesDone,
        CampaignTotals.From(Campaign?.Targeted ?? 0, tally.Count)));

    /// <summary>Sends at once, or when it is time.</summary>
    private async Task<CampaignChange> ScheduleAsync(Campaign campaign)
    {
        var now = clock.GetUtcNow();
        var due = campaign.Definition.Strategy.Launch(now);

        // The agenda first: an item that finds a draft is dropped, a campaign without an item would never move again.
        await agenda.ScheduleAsync(AgendaKind.CampaignProgress, Id.Value, due + (due > now ? TimeSpan.Zero : Pace));
        var change = await ChangeAsync(campaign with { Status = due > now ? CampaignStatus.Scheduled : CampaignStatus.Preparing, SentAt = now });
        LogSent(Id, due);
        if (due == now) Poke();
        return change;
    }

    /// <summary>The refusal, counted and logged; null when there is none.</summary>
    private CampaignChange? Refuses(CampaignAction action, out Campaign campaign)
    {
        campaign = Campaign!;
        var verdict = CampaignLifecycle.Weigh(Campaign?.Status ?? CampaignStatus.None, action);
        counters.Asked(action, verdict);
        if (verdict == CampaignVerdict.Done) return null;
        LogRefused(Id, action, verdict);
        return Answer(verdict);
    }

    /// <summary>Variations get their ids here, and keep them by their place.</summary>
    private CampaignDefinition Named(CampaignDefinition definition, string messageId, IReadOnlyList<CampaignVariation> before) => definition with
    {
        Variations =
        [
            .. definition.Variations.Select((variation, i) => variation with
            {
                Id = i == 0 ? messageId : before.ElementAtOrDefault(i)?.Id ?? Ulid.NewUlid(clock.GetUtcNow()).ToString(),
            }),
        ],
    };

    private Task PlanAuditAsync(DateTimeOffset now) => audits.Value.AfterFinish == TimeSpan.Zero
        ? Task.CompletedTask
        : agenda.ScheduleAsync(AgendaKind.SelfAudit, Id.Value, now + audits.Value.AfterFinish);

    private async Task RefreshTallyAsync()
    {
        if (Campaign is not { LaunchedAt: not null }) return;
        if (tally.IsFresh(clock.GetUtcNow())) return;
        await ledger.RefreshAsync(SourceId.Of(Id), tally);
    }

    private void Poke() => poke = poke.IsCompleted ? this.AsReference<ICampaignGrain>().ContinueAsync() : poke;

    private async Task<CampaignChange> ChangeAsync(Campaign changed)
    {
        stored.State.Campaign = changed with { Updated = clock.GetUtcNow() };
        await SaveAsync();
        return Answer(CampaignVerdict.Done);
    }

    private async Task SaveAsync()
    {
        try
        {
            await stored.WriteStateAsync();
            (savedAt, marked) = (clock.GetUtcNow(), false);
        }
        catch
        {
            // What is in memory is ahead of what is stored, or the other way round: only the store knows.
            DeactivateOnIdle();
            throw;
        }
    }

    private CampaignChange Answer(CampaignVerdict verdict, string? detail = null) => new(verdict, Campaign, detail);
}
