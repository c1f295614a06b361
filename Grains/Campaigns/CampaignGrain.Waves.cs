namespace Sms;

/// <summary>How a campaign moves: from its launch through its waves to its end.</summary>
internal sealed partial class CampaignGrain
{
    /// <summary>Waves told to stop at once, so that telling thousands does not fill the silo's queues.</summary>
    private const int StopsAtOnce = 256;

    private readonly Dictionary<int, DateTimeOffset> started = [];
    // Waves that were done and have somebody who is due again, and how many.
    private readonly Dictionary<int, int> reopened = [];
    private DeferralsWaiting? waiting;
    private DateTimeOffset waitingAt;

    public async Task<TimeSpan?> ContinueAsync()
    {
        switch (Campaign?.Status)
        {
            case CampaignStatus.Scheduled:
                var wait = Campaign.Definition.Strategy.Launch(Campaign.SentAt!.Value) - clock.GetUtcNow();
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

            case CampaignStatus.Paused or CampaignStatus.Cancelled:
                return await StopWavesAsync() ? null : Pace;

            default:
                return null;
        }
    }

    public async Task WaveDoneAsync(int wave)
    {
        started.Remove(wave);
        // A wave that a pause overtook may have been through all the same.
        if (Campaign?.Status is not (CampaignStatus.Sending or CampaignStatus.Paused) || wave >= stored.State.Waves || !stored.State.MarkDone(wave)) return;

        marked = true;
        if (stored.State.Share > 0)
        {
            EndGrant(wave);
            // At once: were it forgotten, the wave would be through only after the crash, and the next share an hour after that.
            await SaveAsync();
        }
        if (Campaign.Status != CampaignStatus.Sending) return;
        // A mark lost in a crash costs one look through a wave that has nothing left to do; the last mark ends the campaign and is stored at once.
        if (stored.State.WavesDone == stored.State.OpenWaves) await ReopenAsync();
        await AdvanceAsync();
    }

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

        var definition = campaign.Definition;
        stored.State.Share = definition.ThrottlePercentage is { } percentage ? Throttle.ShareOf(size, percentage) : 0;
        stored.State.WaveSize = stored.State.Share == 0 ? options.Value.WaveSize : Math.Min(options.Value.WaveSize, stored.State.Share);
        var test = definition.Variations.Count < 2 ? 0 : (int)(((long)size * (definition.Test?.Percentage ?? 100) + 99) / 100);
        var launched = campaign with { Status = CampaignStatus.Sending, LaunchedAt = launchedAt, Targeted = size, TestSize = test };
        stored.State.Campaign = launched;
        stored.State.Done = new ulong[stored.State.Waves / 64 + 1];
        stored.State.WavesDone = 0;
        await ChangeAsync(launched);
        LogLaunched(Id, size, stored.State.Waves);
    }

    /// <summary>Keeps the waves in flight topped up, and ends the campaign after the last.</summary>
    private async Task AdvanceAsync()
    {
        if (Campaign is not { Status: CampaignStatus.Sending }) return;
        var now = clock.GetUtcNow();
        if (stored.State.WavesDone == stored.State.OpenWaves && !await GoesOnAsync(now)) return;

        var campaign = Campaign;
        var open = stored.State.OpenWaves;
        if (stored.State.Share > 0) await GrantAsync(open, now);
        if (now - savedAt > Pace) await SaveAsync();
        var (plan, texts) = (stored.State.Plan, VariationPlan.Of(campaign));
        var room = Room();
        foreach (var wave in started.Keys) room.Take(plan.First(wave));
        for (var wave = 0; wave < open; wave++)
        {
            if (stored.State.IsDone(wave)) continue;
            var known = started.TryGetValue(wave, out var since);
            if (known && now - since < Pace) continue;
            var asOf = plan.Share > 0 ? ActiveGrant(wave)?.At : null;
            if (plan.Share > 0 && asOf is null) continue;
            if (!known && !room.TryTake(plan.First(wave))) continue;
            started[wave] = now;
            await GrainFactory.Wave(Id, wave, plan.First(wave)).StartAsync(new WaveOrder(
                Id, wave, plan.First(wave), plan.Count(wave), campaign.LaunchedAt!.Value, campaign.Definition.Content, RulesOf(campaign), reopened.ContainsKey(wave),
                texts, asOf));
        }
    }

    /// <summary>Each wave that may be begun is done: whether there is more to begin now. Ends the campaign when there is not and never will be.</summary>
    private async Task<bool> GoesOnAsync(DateTimeOffset now)
    {
        // Somebody waits; the agenda comes when they are due, and whoever is there then need not look through all the waves again.
        if (waiting is not { People: 0 })
        {
            if (marked) await SaveAsync();
            return false;
        }

        if (Campaign!.IsTesting) return await DecideAsync(Campaign, now);
        await PlanAuditAsync(now);
        await ChangeAsync(Campaign with { Status = CampaignStatus.Sent, FinishedAt = now });
        LogFinished(Id);
        return false;
    }

    /// <summary>Once everybody whom variations are tried on has been offered one, receipts and clicks have their time; then the rest gets the best. True: it may go.</summary>
    private async Task<bool> DecideAsync(Campaign campaign, DateTimeOffset now)
    {
        if (campaign.TestEndsAt is not { } ends)
        {
            ends = now + campaign.Definition.Test!.Window;
            await ChangeAsync(campaign with { TestEndsAt = ends });
            LogTried(Id, campaign.TestSize, ends);
        }

        if (now < ends) return false;
        var (winner, rule) = VariationContest.Decide(await variations.ReadAsync(campaign));
        // Stored before anybody is offered it: a crash must not give the rest two texts.
        await ChangeAsync(Campaign! with { Winner = winner, WonBy = rule });
        figures = null;
        LogWon(Id, campaign.Definition.Variations[winner].Id, rule);
        return true;
    }

    /// <summary>
    /// Opens the waves that have somebody who is due again. Nothing of it is stored: after a crash the same people are due. A wave that is under way now may have begun
    /// before they were.
    /// </summary>
    private async Task ReopenAsync()
    {
        var now = clock.GetUtcNow();
        waiting = await deferrals.ReadWaitingAsync(Id, stored.State.Plan, now);
        waitingAt = now;
        foreach (var due in waiting.DueWaves)
        {
            reopened[due.Wave] = due.People;
            stored.State.Reopen(due.Wave);
        }
    }

    /// <summary>
    /// Leave for waves of a throttled campaign, first come, first served: a wave that does not fit is not overtaken by a smaller one behind it. Stored before any of them
    /// begins.
    /// </summary>
    private async Task GrantAsync(int open, DateTimeOffset now)
    {
        var (grants, hour, plan) = (stored.State.Grants, options.Value.ThrottlePeriod, stored.State.Plan);
        grants.RemoveAll(grant => !Throttle.Counts(grant, now, hour));
        var free = Throttle.Free(plan.Share, grants, now, hour);
        var room = Room().Total - grants.Count(grant => grant.DoneAt is null);
        var before = grants.Count;
        for (var wave = 0; wave < open && room > 0; wave++)
        {
            if (stored.State.IsDone(wave) || ActiveGrant(wave) is not null) continue;
            // Of those who were put off, the ones that were due when they were counted; whoever is due since is counted next time.
            var (people, asOf) = reopened.TryGetValue(wave, out var due) ? (due, waitingAt) : (plan.Count(wave), now);
            if (people > free) break;
            grants.Add(new WaveGrant(wave, people, asOf));
            free -= people;
            room--;
        }

        if (grants.Count > before) await SaveAsync();
    }

    private WaveRoom Room() => new(homes.Latest, Id, options.Value.WavesInFlight);

    private WaveGrant? ActiveGrant(int wave) => stored.State.Grants.Find(grant => grant.Wave == wave && grant.DoneAt is null);

    private void EndGrant(int wave)
    {
        var at = stored.State.Grants.FindIndex(grant => grant.Wave == wave && grant.DoneAt is null);
        if (at >= 0) stored.State.Grants[at] = stored.State.Grants[at] with { DoneAt = clock.GetUtcNow() };
    }

    /// <summary>
    /// No wave begins another offer. First those this activation has started, then every one that is not done: an activation before this one may have started it. True when all
    /// have heard it.
    /// </summary>
    private async Task<bool> StopWavesAsync()
    {
        var (waves, plan) = (stored.State.Waves, stored.State.Plan);
        var mine = started.Keys.ToArray();
        started.Clear();
        var others = Enumerable.Range(0, waves).Where(wave => !stored.State.IsDone(wave)).Except(mine);
        try
        {
            await Task.WhenAll(mine.Select(wave => GrainFactory.Wave(Id, wave, plan.First(wave)).StopAsync()));
            foreach (var some in others.Chunk(StopsAtOnce)) await Task.WhenAll(some.Select(wave => GrainFactory.Wave(Id, wave, plan.First(wave)).StopAsync()));
            return true;
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            // A silo that does not answer: the agenda comes again until it does, or is gone.
            LogNotStopped(Id, failure);
            return false;
        }
    }

    /// <summary>When to look again: soon while waves are under way, else when the first of those who wait is due, an hour's share is free, or a test is over.</summary>
    private TimeSpan NextLook
    {
        get
        {
            var next = stored.State.WavesDone < stored.State.OpenWaves
                ? stored.State.Share > 0 && !stored.State.Grants.Exists(grant => grant.DoneAt is null) ? Throttle.NextFree(stored.State.Grants, options.Value.ThrottlePeriod) : null
                : waiting is { People: 0 } ? Campaign!.TestEndsAt : waiting?.Next;
            return next - clock.GetUtcNow() is { } due && due > Pace ? due : Pace;
        }
    }

    private OfferRules RulesOf(Campaign campaign)
    {
        var (definition, launched) = (campaign.Definition, campaign.LaunchedAt!.Value);
        var end = launched;
        if (definition.IsLocal && definition.SendAt + SendStrategy.Latest is { } last && last > end) end = last;
        if (campaign.TestEndsAt is { } tested && tested > end) end = tested;
        // A throttled campaign spends its nights offering what quiet hours put off: it needs up to three times its hours.
        if (stored.State.Share > 0) end += 3 * Throttle.Duration(campaign.Targeted, stored.State.Share, options.Value.ThrottlePeriod);
        return new OfferRules
        {
            UseSmartSending = definition.UseSmartSending,
            OverCap = definition.OverCap,
            Tags = definition.Tags,
            Deadline = end + options.Value.WaitFor + stored.State.PausedFor,
            Local = definition.IsLocal ? new LocalSend(definition.SendAt!.Value.ToUniversalTime().DateTime, campaign.SentAt!.Value, definition.PastRecipientsNow) : null,
        };
    }
}
