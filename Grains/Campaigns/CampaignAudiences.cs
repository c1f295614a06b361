namespace Sms;

/// <summary>Whom a campaign is for: lists and segments, fixed at its launch and estimated before.</summary>
internal sealed class CampaignAudiences(
    CampaignLedger ledger, ISegmentStore segments, SegmentResolver resolver, ISendingNumbers numbers, TimeProvider clock)
{
    public async Task<int> SnapshotAsync(Campaign campaign, DateTimeOffset at) => campaign.Definition is { IncludedSegments: [], ExcludedSegments: [] }
        ? await ledger.SnapshotAsync(campaign, at)
        : await segments.SnapshotAsync(campaign.Id, await AudienceAsync(campaign.Definition), at);

    public async Task<CampaignEstimate> EstimateAsync(CampaignDefinition definition)
    {
        var now = clock.GetUtcNow();
        var shares = await segments.EstimateAsync(await AudienceAsync(definition), definition.Content.Transactional, now);
        var skipped = shares.Select(share => new SkipEstimate(Foresee(share), share.People)).Where(skip => skip.Reason != SkipReason.None)
            .GroupBy(skip => skip.Reason, skip => skip.People).OrderBy(reason => reason.Key)
            .Select(reason => new SkipEstimate(reason.Key, reason.Sum())).ToList();
        var targeted = shares.Sum(share => share.People);
        return new CampaignEstimate(targeted, targeted - skipped.Sum(skip => skip.People), skipped, now);
    }

    /// <summary>Why people like these would be skipped, in the order in which an offer asks.</summary>
    private SkipReason Foresee(AudienceShare share) => share switch
    {
        { Consent: null } => SkipReason.PersonDeleted,
        { Consent: SmsConsent.Unsubscribed } => SkipReason.Unsubscribed,
        { Consent: not SmsConsent.Subscribed } => SkipReason.MissingConsent,
        { Suppressed: true } => SkipReason.Suppressed,
        { Flagged: true } => SkipReason.AwaitingDecision,
        _ when numbers.All.Count > 0 && !NumberChoice.Covers(share.Country, numbers.All) => SkipReason.CountryNotSupported,
        _ => NumberChoice.For(share.Country, 0, numbers.All) is null ? SkipReason.NoSendingNumber : SkipReason.None,
    };

    private async Task<Audience> AudienceAsync(CampaignDefinition definition) => new(
        definition.Included, definition.Excluded, await resolver.PlansAsync(definition.IncludedSegments), await resolver.PlansAsync(definition.ExcludedSegments));
}
