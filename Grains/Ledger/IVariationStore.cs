namespace Sms;

/// <summary>A campaign's events by the variation of their message. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
internal interface IVariationStore
{
    /// <summary>
    /// Counted from the events themselves: a variation follows from the ordinal, so no event names it. <see cref="Metric.ClickedSms"/> counts messages that were received and
    /// clicked, each once.
    /// </summary>
    /// <param name="launchedAt">Its month is part of the message ids.</param>
    /// <param name="sent">Only messages sent from the first to before the second instant, to the quarter hour; null: all.</param>
    Task<IReadOnlyList<VariationCell>> CountAsync(
        CampaignId campaign, DateTimeOffset launchedAt, VariationPlan plan, (DateTimeOffset From, DateTimeOffset To)? sent = null);
}

/// <param name="Segments">Of all of them together.</param>
internal readonly record struct VariationCell(int Variation, Metric Metric, long Count, long Segments);
