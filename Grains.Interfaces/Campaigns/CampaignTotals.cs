namespace Sms;

/// <summary>
/// A campaign's funnel as it stands now. <c>Targeted = Skipped + Deferred + Submitted</c>; <c>Submitted = Relayed + Refused + SubmitUnknown</c>;
/// <c>Relayed = Received + Failed + Unconfirmed + InFlight</c>. A message is counted where its last word puts it.
/// </summary>
[GenerateSerializer, Immutable, Alias("campaign-totals")]
public sealed record CampaignTotals
{
    [Id(0)] public long Targeted { get; init; }
    [Id(1)] public long Skipped { get; init; }
    [Id(2)] public long Submitted { get; init; }
    [Id(3)] public long Relayed { get; init; }
    [Id(4)] public long Refused { get; init; }
    [Id(5)] public long Received { get; init; }
    [Id(6)] public long Failed { get; init; }
    [Id(7)] public long Unconfirmed { get; init; }
    [Id(8)] public long Conflicts { get; init; }

    /// <summary>Not offered yet, or put off.</summary>
    public long Deferred => Targeted - Skipped - Submitted;
    /// <summary>Submitted, and no answer known (yet).</summary>
    public long SubmitUnknown => Submitted - Relayed - Refused;
    /// <summary>Relayed, and no last word (yet).</summary>
    public long InFlight => Relayed - Received - Failed - Unconfirmed;

    /// <summary>From what the ledger counted per metric. Totals only ever grow, so what was taken back is a difference.</summary>
    public static CampaignTotals From(long targeted, Func<Metric, long> count) => new()
    {
        Targeted = targeted,
        Skipped = count(Metric.Skipped),
        Submitted = count(Metric.Submitting),
        Relayed = count(Metric.RelayedSms),
        Refused = count(Metric.RefusedSms) - count(Metric.RefusalRetracted),
        Received = count(Metric.ReceivedSms),
        Failed = count(Metric.FailedToDeliverSms) - count(Metric.FailureRetracted),
        Unconfirmed = count(Metric.Unconfirmed) - count(Metric.UnconfirmedResolved),
        Conflicts = count(Metric.DeliveryConflict),
    };
}

/// <param name="Recounted">From the events themselves.</param>
/// <param name="Differences">Each place where totals, series or the grain's view say something else than the events; empty when all agree.</param>
[GenerateSerializer, Immutable, Alias("campaign-audit")]
public sealed record CampaignAudit(
    [property: Id(0)] CampaignTotals Recounted, [property: Id(1)] DateTimeOffset VerifiedAt, [property: Id(2)] IReadOnlyList<string> Differences)
{
    /// <summary>Why people were skipped, and why some are put off now.</summary>
    [Id(3)] public IReadOnlyList<ReasonCount> Reasons { get; init; } = [];
}
