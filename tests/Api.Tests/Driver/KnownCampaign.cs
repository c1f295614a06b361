namespace Sms;

/// <summary>A campaign called Spring that can be read.</summary>
internal sealed class KnownCampaign(CampaignId id) : ICampaignGrain
{
    public Task<Campaign?> GetAsync() => Task.FromResult<Campaign?>(new Campaign
    {
        Id = id,
        MessageId = "01ARZ3NDEKTSV4RRFFQ69G5FAW",
        Definition = new CampaignDefinition { Name = "Spring", Included = [], Content = new MessageContent { Body = "Hi" } },
        Status = CampaignStatus.Sent,
        Created = DateTimeOffset.UnixEpoch,
        Updated = DateTimeOffset.UnixEpoch,
    });

    public Task<Campaign> CreateAsync(CampaignDefinition definition) => throw new NotSupportedException();
    public Task<CampaignChange> UpdateAsync(CampaignDefinition definition) => throw new NotSupportedException();
    public Task<CampaignChange> DeleteAsync() => throw new NotSupportedException();
    public Task<CampaignChange> SendAsync() => throw new NotSupportedException();
    public Task<CampaignChange> CancelAsync() => throw new NotSupportedException();
    public Task<CampaignChange> RevertAsync() => throw new NotSupportedException();
    public Task<CampaignChange> RescheduleAsync(SendStrategy strategy) => throw new NotSupportedException();
    public Task<CampaignChange> PauseAsync() => throw new NotSupportedException();
    public Task<CampaignChange> ResumeAsync() => throw new NotSupportedException();
    public Task<IReadOnlyList<VariationTotals>> GetVariationsAsync() => throw new NotSupportedException();
    public Task<TimeSpan?> ContinueAsync() => throw new NotSupportedException();
    public Task WaveDoneAsync(int wave) => throw new NotSupportedException();
    public Task MergeTotalsAsync(IReadOnlyList<SourceTotal> totals) => throw new NotSupportedException();
    public Task<CampaignTotals> GetTotalsAsync() => throw new NotSupportedException();
    public Task<CampaignAudit?> AuditAsync() => throw new NotSupportedException();
    public Task<CampaignEstimate?> EstimateAsync() => throw new NotSupportedException();
    public Task<CampaignView> GetState() => throw new NotSupportedException();
}
