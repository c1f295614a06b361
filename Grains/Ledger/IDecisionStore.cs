namespace Sms;

/// <summary>Answers "why not?". Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
internal interface IDecisionStore
{
    /// <summary>Newest first; one more than asked for when there are more.</summary>
    Task<IReadOnlyList<Decision>> ReadAsync(DecisionQuery query);

    /// <summary>How many of a campaign's people were skipped, and are put off now, for each reason.</summary>
    /// <param name="launchedAt">Its month is part of the message ids.</param>
    Task<IReadOnlyList<ReasonCount>> CountReasonsAsync(CampaignId campaign, DateTimeOffset launchedAt);
}
