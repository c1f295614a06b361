using Orleans.Concurrency;

namespace Sms;

/// <summary>One campaign: definition, launch, progress and exact totals. Key: <c>campaign/{ulid}</c>.</summary>
[Alias("sms.ICampaignGrain")]
public interface ICampaignGrain : IGrainWithStringKey
{
    [Alias("create")] Task<Campaign> CreateAsync(CampaignDefinition definition);
    /// <summary>Null when there is no such campaign.</summary>
    [Alias("get"), AlwaysInterleave] Task<Campaign?> GetAsync();
    /// <summary>Replaces the definition while it is a draft.</summary>
    [Alias("update")] Task<CampaignChange> UpdateAsync(CampaignDefinition definition);
    /// <summary>Deletes a draft.</summary>
    [Alias("delete")] Task<CampaignChange> DeleteAsync();
    /// <summary>Launches now, or schedules. Sending twice launches once.</summary>
    [Alias("send")] Task<CampaignChange> SendAsync();
    /// <summary>Stops it for good. Messages already handed to the carrier go on; the rest of the audience is never offered.</summary>
    [Alias("cancel")] Task<CampaignChange> CancelAsync();
    /// <summary>A scheduled campaign becomes a draft again.</summary>
    [Alias("revert")] Task<CampaignChange> RevertAsync();
    /// <summary>Another time, or another way, for a scheduled campaign.</summary>
    [Alias("reschedule")] Task<CampaignChange> RescheduleAsync(SendStrategy strategy);
    /// <summary>
    /// Nobody is offered anything once this is answered, on any silo; what is being submitted ends. Stored first: whatever crashes then, it stays paused.
    /// </summary>
    [Alias("pause")] Task<CampaignChange> PauseAsync();
    /// <summary>Goes on where it was.</summary>
    [Alias("resume")] Task<CampaignChange> ResumeAsync();

    /// <summary>Sees to it that a launched campaign is moving, after a crash too. Returns when to ask again; null when there is nothing left to do.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();
    /// <summary>A wave has offered its message to each of its recipients.</summary>
    [Alias("wave-done")] Task WaveDoneAsync(int wave);

    /// <summary>Absolute totals from the ledger's writer. Merged by maximum, so a lost or repeated hand-over is harmless.</summary>
    [Alias("merge"), AlwaysInterleave, OneWay] Task MergeTotalsAsync(IReadOnlyList<SourceTotal> totals);
    [Alias("totals"), AlwaysInterleave] Task<CampaignTotals> GetTotalsAsync();
    /// <summary>What became of each variation, counted from the events, at most two seconds ago; empty for a campaign of one text and before the launch.</summary>
    [Alias("variations"), AlwaysInterleave] Task<IReadOnlyList<VariationTotals>> GetVariationsAsync();
    /// <summary>Recounts from the events and compares with totals, series and this grain's view. Null when there is no such campaign.</summary>
    [Alias("audit"), AlwaysInterleave] Task<CampaignAudit?> AuditAsync();
    /// <summary>Whom it would reach if it were sent now, and who would be skipped for what is known of them. Null when there is no such campaign.</summary>
    [Alias("estimate"), AlwaysInterleave] Task<CampaignEstimate?> EstimateAsync();
    /// <summary>What the Orleans dashboard shows.</summary>
    [Alias("state"), AlwaysInterleave] Task<CampaignView> GetState();
}

/// <summary>Spoken by number: append, never renumber.</summary>
public enum CampaignVerdict : byte { Done, Unknown, NotADraft, AlreadySent, NoSuchList, NotScheduled, Finished, NotSending, NotPaused, BrokenTemplate }

[GenerateSerializer, Immutable, Alias("campaign-change")]
public sealed record CampaignChange([property: Id(0)] CampaignVerdict Verdict, [property: Id(1)] Campaign? Campaign, [property: Id(2)] string? Detail = null);

/// <summary>One G-counter cell: per (metric, shard) the number only grows.</summary>
[GenerateSerializer, Immutable, Alias("source-total")]
public readonly record struct SourceTotal(
    [property: Id(0)] SourceId Source, [property: Id(1)] Metric Metric, [property: Id(2)] short Shard, [property: Id(3)] long Count);

[GenerateSerializer, Immutable, Alias("campaign-view")]
public sealed record CampaignView(
    [property: Id(0)] string Status, [property: Id(1)] int Waves, [property: Id(2)] int WavesDone, [property: Id(3)] CampaignTotals Totals);

/// <summary>The campaigns there are. Key: <c>campaigns/all</c>.</summary>
[Alias("sms.ICampaignsGrain")]
public interface ICampaignsGrain : IGrainWithStringKey
{
    [Alias("create")] Task<Campaign> CreateAsync(CampaignDefinition definition);
    /// <summary>Every campaign, newest first.</summary>
    [Alias("list")] Task<IReadOnlyList<Campaign>> ListAsync();
    /// <summary>The campaign that holds this message variation; null when none does.</summary>
    [Alias("by-message")] Task<Campaign?> FindByMessageAsync(string messageId);
    [Alias("forget")] Task ForgetAsync(CampaignId id);
}
