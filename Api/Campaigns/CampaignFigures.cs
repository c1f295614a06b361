namespace Sms;

/// <summary>
/// A campaign's funnel in integers. <c>targeted = skipped + deferred + submitted</c>; <c>submitted = relayed + refused + submit_unknown</c>;
/// <c>relayed = received + failed + unconfirmed + in_flight</c>.
/// </summary>
public record CampaignFigures
{
    public required long Targeted { get; init; }
    public required long Skipped { get; init; }
    public required long Deferred { get; init; }
    public required long Submitted { get; init; }
    public required long Relayed { get; init; }
    public required long Refused { get; init; }
    public required long SubmitUnknown { get; init; }
    public required long Received { get; init; }
    public required long Failed { get; init; }
    public required long Unconfirmed { get; init; }
    public required long InFlight { get; init; }
    public required long Conflicts { get; init; }

    public static CampaignFigures Of(CampaignTotals totals) => new()
    {
        Targeted = totals.Targeted,
        Skipped = totals.Skipped,
        Deferred = totals.Deferred,
        Submitted = totals.Submitted,
        Relayed = totals.Relayed,
        Refused = totals.Refused,
        SubmitUnknown = totals.SubmitUnknown,
        Received = totals.Received,
        Failed = totals.Failed,
        Unconfirmed = totals.Unconfirmed,
        InFlight = totals.InFlight,
        Conflicts = totals.Conflicts,
    };
}

/// <summary>The funnel recounted from the events, and each place where something else is said; none when all agree.</summary>
public sealed record CampaignAuditAttributes : CampaignFigures
{
    public required DateTimeOffset VerifiedAt { get; init; }
    public required IReadOnlyList<string> Differences { get; init; }
    /// <summary>Of those skipped: how many for which reason.</summary>
    public required IReadOnlyDictionary<string, long> SkippedByReason { get; init; }
    /// <summary>Of those deferred, who is put off and why; the rest has not been offered yet.</summary>
    public required IReadOnlyDictionary<string, long> DeferredByReason { get; init; }
    /// <summary>When the product last audited the campaign unasked; null before the first time.</summary>
    public DateTimeOffset? SelfAuditedAt { get; init; }
    /// <summary>Whether something differed then. Each new difference is an 'Audit Alert' in <c>/api/events</c>.</summary>
    public bool? SelfAuditDiffered { get; init; }

    public static CampaignAuditAttributes Of(CampaignAudit audit, SelfAudit? unasked) => new()
    {
        Targeted = audit.Recounted.Targeted,
        Skipped = audit.Recounted.Skipped,
        Deferred = audit.Recounted.Deferred,
        Submitted = audit.Recounted.Submitted,
        Relayed = audit.Recounted.Relayed,
        Refused = audit.Recounted.Refused,
        SubmitUnknown = audit.Recounted.SubmitUnknown,
        Received = audit.Recounted.Received,
        Failed = audit.Recounted.Failed,
        Unconfirmed = audit.Recounted.Unconfirmed,
        InFlight = audit.Recounted.InFlight,
        Conflicts = audit.Recounted.Conflicts,
        VerifiedAt = audit.VerifiedAt,
        Differences = audit.Differences,
        SkippedByReason = ByReason(audit, deferred: false),
        DeferredByReason = ByReason(audit, deferred: true),
        SelfAuditedAt = unasked?.At,
        SelfAuditDiffered = unasked is null ? null : unasked.Differences.Count > 0,
    };

    private static Dictionary<string, long> ByReason(CampaignAudit audit, bool deferred) =>
        audit.Reasons.Where(count => count.Deferred == deferred).ToDictionary(count => count.Reason.Label() ?? "Unknown", count => count.Count);
}

/// <summary>The funnel as it stands, for a live view.</summary>
public sealed record CampaignLive : CampaignFigures
{
    public required string Id { get; init; }
    public required string Status { get; init; }

    public static CampaignLive Of(Campaign campaign, CampaignTotals totals) => new()
    {
        Id = campaign.Id.Value,
        Status = CampaignAttributes.StatusOf(campaign),
        Targeted = totals.Targeted,
        Skipped = totals.Skipped,
        Deferred = totals.Deferred,
        Submitted = totals.Submitted,
        Relayed = totals.Relayed,
        Refused = totals.Refused,
        SubmitUnknown = totals.SubmitUnknown,
        Received = totals.Received,
        Failed = totals.Failed,
        Unconfirmed = totals.Unconfirmed,
        InFlight = totals.InFlight,
        Conflicts = totals.Conflicts,
    };
}
