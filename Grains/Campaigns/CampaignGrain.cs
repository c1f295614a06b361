using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// A campaign's life: draft → (scheduled) → preparing → sending → sent. Each step is stored before it is acted on, and an agenda item keeps
/// coming back until the last wave is done, so a crash at any point only costs time.
/// </summary>
[GrainType("campaign")]
internal sealed partial class CampaignGrain(
    [PersistentState("campaign")] IPersistentState<CampaignState> stored, CampaignLedger ledger, CampaignAudiences audiences,
    IDeferralStore deferrals, IAgenda agenda,
    IOptions<CampaignOptions> options, IOptions<AuditOptions> audits, TimeProvider clock, ILogger<CampaignGrain> logger)
    : Grain, ICampaignGrain
{
    /// <summary>How often a sending campaign is looked after; also how soon a wave that a crash took is started again.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, DateTimeOffset> started = [];
    private readonly SourceTally tally = new();
    private readonly HashSet<int> reopened = [];
    private DeferralsWaiting? waiting;
    private DateTimeOffset savedAt;
    private bool marked;
    private Task poke = Task.CompletedTask;

    private CampaignId Id => new(this.GetPrimaryKeyString()["campaign/".Length..]);

    private Campaign? Campaign => stored.State.Campaign;

    public async Task<Campaign> CreateAsync(CampaignDefinition definition)
    {
        if (Campaign is { } existing) return existing;
        var now = clock.GetUtcNow();
        stored.State.Campaign = new Campaign
        {
            Id = Id,
            MessageId = Ulid.NewUlid(now).ToString(),
            Definition = definition,
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
        if (Campaign is not { } campaign) return Answer(CampaignVerdict.Unknown);
        if (campaign.Status != CampaignStatus.Draft) return Answer(CampaignVerdict.NotADraft);
        return await ChangeAsync(campaign with { Definition = definition });
    }

    public async Task<CampaignChange> DeleteAsync()
    {
        if (Campaign is not { } campaign) return Answer(CampaignVerdict.Unknown);
        if (campaign.Status != CampaignStatus.Draft) return Answer(CampaignVerdict.NotADraft);
        await GrainFactory.Campaigns().ForgetAsync(Id);
        await stored.ClearStateAsync();
        DeactivateOnIdle();
        return new CampaignChange(CampaignVerdict.Done, campaign);
    }

    public async Task<CampaignChange> SendAsync()
    {
        if (Campaign is not { } campaign) return Answer(CampaignVerdict.Unknown);
        if (campaign.Status != CampaignStatus.Draft) return Answer(CampaignVerdict.AlreadySent);
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

        var now = clock.GetUtcNow();
        var due = campaign.Definition.SendAt is { } at && at > now ? at : now;

        // The agenda first: an item that finds a draft is dropped, a campaign without an item would never move again.
        await agenda.ScheduleAsync(AgendaKind.CampaignProgress, Id.Value, due + (due > now ? TimeSpan.Zero : Pace));
        var change = await ChangeAsync(campaign with { Status = due > now ? CampaignStatus.Scheduled : CampaignStatus.Preparing, SentAt = now });
        LogSent(Id, due);
        if (due == now) Poke();
        return change;
    }

    public async Task<CampaignChange> CancelAsync()
    {
        if (Campaign is not { } campaign) return Answer(CampaignVerdict.Unknown);
        switch (campaign.Status)
        {
            case CampaignStatus.Cancelled: return Answer(CampaignVerdict.Done);
            case CampaignStatus.Draft: return Answer(CampaignVerdict.NotScheduled);
            case CampaignStatus.Sent or CampaignStatus.CancelledNoRecipients: return Answer(CampaignVerdict.Finished);
            default:
                var now = clock.GetUtcNow();
                if (campaign.LaunchedAt is not null) await PlanAuditAsync(now);
                var change = await ChangeAsync(campaign with { Status = CampaignStatus.Cancelled, FinishedAt = now });
                await Task.WhenAll(started.Keys.Select(wave => GrainFactory.Wave(Id, wave).StopAsync()));
                LogCancelled(Id);
                return change;
        }
    }

    public async Task<CampaignChange> RevertAsync()
    {
        if (Campaign is not { } campaign) return Answer(CampaignVerdict.Unknown);
        if (campaign.Status != CampaignStatus.Scheduled) return Answer(CampaignVerdict.NotScheduled);
        return await ChangeAsync(campaign with { Status = CampaignStatus.Draft, SentAt = null });
    }

    public async Task<TimeSpan?> ContinueAsync()
    {
        switch (Campaign?.Status)
        {
            case CampaignStatus.Scheduled:
                var wait = Campaign.Definition.SendAt!.Value - clock.GetUtcNow();
                if (wait > TimeSpan.Zero) return wait;
                await ChangeAsync(Campaign with { Status = CampaignStatus.Preparing });
                goto case CampaignStatus.Preparing;

            case CampaignStatus.Preparing:
                await LaunchAsync(Campaign);
                goto case CampaignStatus.Sending;

            case CampaignStatus.Sending:
                await ReopenAsync();
                await AdvanceAsync();
                return Campaign.Status == CampaignStatus.Sending ? NextLook : null;

            default:
                return null;
        }
    }

    public async Task WaveDoneAsync(int wave)
    {
        started.Remove(wave);
        if (Campaign?.Status != CampaignStatus.Sending || wave >= stored.State.Waves || !stored.State.MarkDone(wave)) return;

        marked = true;
        // A mark lost in a crash costs one look through a wave that has nothing left to do; the last mark ends the campaign and is stored at once.
        if (stored.State.WavesDone == stored.State.Waves) await ReopenAsync();
        await AdvanceAsync();
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

    public async Task<CampaignAudit?> AuditAsync()
    {
        if (Campaign is not { } campaign) return null;
        return await ledger.AuditAsync(campaign, tally);
    }

    public async Task<CampaignEstimate?> EstimateAsync() => Campaign is { } campaign ? await audiences.EstimateAsync(campaign.Definition) : null;

    public Task<CampaignView> GetState() => Task.FromResult(new CampaignView(
        Campaign?.Status.ToString() ?? "None", stored.State.Waves, stored.State.WavesDone, CampaignTotals.From(Campaign?.Targeted ?? 0, tally.Count)));

    private async Task LaunchAsync(Campaign campaign)
    {
        var launchedAt = clock.GetUtcNow();
        var size = await audiences.SnapshotAsync(campaign, launchedAt);
        if (size == 0)
        {
            await ChangeAsync(campaign with { Status = CampaignStatus.CancelledNoRecipients, LaunchedAt = launchedAt, FinishedAt = launchedAt });
            LogNobody(Id);
            return;
        }

        stored.State.WaveSize = options.Value.WaveSize;
        stored.State.Done = new ulong[(size + options.Value.WaveSize - 1) / options.Value.WaveSize / 64 + 1];
        stored.State.WavesDone = 0;
        await ChangeAsync(campaign with { Status = CampaignStatus.Sending, LaunchedAt = launchedAt, Targeted = size });
        LogLaunched(Id, size, stored.State.Waves);
    }

    /// <summary>Keeps the waves in flight topped up, and ends the campaign after the last.</summary>
    private async Task AdvanceAsync()
    {
        if (Campaign is not { Status: CampaignStatus.Sending } campaign) return;
        var now = clock.GetUtcNow();
        if (stored.State.WavesDone == stored.State.Waves)
        {
            // Somebody waits; the agenda comes when they are due, and whoever is there then need not look through all the waves again.
            if (waiting is not { People: 0 })
            {
                if (marked) await SaveAsync();
                return;
            }

            await PlanAuditAsync(now);
            await ChangeAsync(campaign with { Status = CampaignStatus.Sent, FinishedAt = now });
            LogFinished(Id);
            return;
        }

        if (now - savedAt > Pace) await SaveAsync();
        for (var wave = 0; wave < stored.State.Waves; wave++)
        {
            if (stored.State.IsDone(wave)) continue;
            var known = started.TryGetValue(wave, out var since);
            if (known && now - since < Pace) continue;
            if (!known && started.Count >= options.Value.WavesInFlight) continue;
            started[wave] = now;
            var first = wave * stored.State.WaveSize;
            await GrainFactory.Wave(Id, wave).StartAsync(new WaveOrder(
                Id, wave, first, Math.Min(stored.State.WaveSize, campaign.Targeted - first), campaign.LaunchedAt!.Value, campaign.Definition.Content,
                RulesOf(campaign), reopened.Contains(wave)));
        }
    }

    /// <summary>
    /// Opens the waves that have somebody who is due again. Nothing of it is stored: after a crash the same people are due. A wave that is under way now may have begun
    /// before they were.
    /// </summary>
    private async Task ReopenAsync()
    {
        waiting = await deferrals.ReadWaitingAsync(Id, stored.State.WaveSize, clock.GetUtcNow());
        foreach (var wave in waiting.DueWaves)
        {
            reopened.Add(wave);
            stored.State.Reopen(wave);
        }
    }

    /// <summary>When to look again: soon while waves are under way, else when the first of those who wait is due.</summary>
    private TimeSpan NextLook => stored.State.WavesDone == stored.State.Waves && waiting?.Next - clock.GetUtcNow() is { } due && due > Pace ? due : Pace;

    private OfferRules RulesOf(Campaign campaign) => new()
    {
        UseSmartSending = campaign.Definition.UseSmartSending,
        OverCap = campaign.Definition.OverCap,
        Tags = campaign.Definition.Tags,
        Deadline = campaign.LaunchedAt!.Value + options.Value.WaitFor,
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
