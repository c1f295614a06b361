namespace Sms;

/// <summary>
/// The statistics of a report, by Klaviyo's names and ours. Rates are fractions from 0 to 1. What needs clicks, conversions or credits is 0
/// until those metrics are recorded.
/// </summary>
internal static class Statistics
{
    private static readonly Dictionary<string, Func<CampaignTotals, long, double>> Known = new(StringComparer.Ordinal)
    {
        ["recipients"] = (totals, _) => totals.Targeted,
        ["sent"] = (totals, _) => totals.Relayed,
        ["submitted"] = (totals, _) => totals.Submitted,
        ["delivered"] = (totals, _) => totals.Received,
        ["delivery_rate"] = (totals, _) => Rate(totals.Received, totals.Relayed),
        ["failed"] = (totals, _) => totals.Failed,
        ["failed_rate"] = (totals, _) => Rate(totals.Failed, totals.Relayed),
        ["bounced_or_failed"] = (totals, _) => totals.Failed,
        ["bounced_or_failed_rate"] = (totals, _) => Rate(totals.Failed, totals.Relayed),
        ["unconfirmed"] = (totals, _) => totals.Unconfirmed,
        ["unconfirmed_rate"] = (totals, _) => Rate(totals.Unconfirmed, totals.Relayed),
        ["in_flight"] = (totals, _) => totals.InFlight,
        ["skipped"] = (totals, _) => totals.Skipped,
        ["deferred"] = (totals, _) => totals.Deferred,
        ["refused"] = (totals, _) => totals.Refused,
        ["submit_unknown"] = (totals, _) => totals.SubmitUnknown,
        ["message_segment_count_sum"] = (_, segments) => segments,
    };

    private static readonly HashSet<string> NotRecordedYet = new(StringComparer.Ordinal)
    {
        "average_order_value", "bounce_rate", "bounced", "click_rate", "click_to_open_rate", "clicks", "clicks_unique", "conversion_rate",
        "conversion_uniques", "conversion_value", "conversions", "open_rate", "opens", "opens_unique", "revenue_per_recipient",
        "spam_complaint_rate", "spam_complaints", "text_message_credit_usage_amount", "text_message_roi", "text_message_spend",
        "unsubscribe_rate", "unsubscribe_uniques", "unsubscribes",
    };

    public static bool Exists(string name) => Known.ContainsKey(name) || NotRecordedYet.Contains(name);

    public static IEnumerable<string> Names => Known.Keys.Concat(NotRecordedYet).Order(StringComparer.Ordinal);

    public static double Compute(string name, CampaignTotals totals, long segments) => Known.TryGetValue(name, out var compute) ? compute(totals, segments) : 0;

    /// <summary>Of both together.</summary>
    public static CampaignTotals Add(CampaignTotals left, CampaignTotals right) => new()
    {
        Targeted = left.Targeted + right.Targeted,
        Skipped = left.Skipped + right.Skipped,
        Submitted = left.Submitted + right.Submitted,
        Relayed = left.Relayed + right.Relayed,
        Refused = left.Refused + right.Refused,
        Received = left.Received + right.Received,
        Failed = left.Failed + right.Failed,
        Unconfirmed = left.Unconfirmed + right.Unconfirmed,
        Conflicts = left.Conflicts + right.Conflicts,
    };

    private static double Rate(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
