namespace Sms;

/// <summary>Arranges what is stored of a message as one story. Pure.</summary>
internal static class MessageSteps
{
    public static IReadOnlyList<TracedStep> Of(IReadOnlyList<LedgerEvent> facts, IReadOnlyList<UnappliedReceipt> unapplied)
    {
        var steps = new List<TracedStep>(facts.Count + unapplied.Count);
        var begun = 0;
        for (var i = 0; i < facts.Count; i++)
        {
            // Events of one receipt are committed at one instant, and the last of them carries it.
            if (i == 0 || facts[i].At != facts[i - 1].At || facts[i - 1].Raw is not null || IsOurs(facts[i - 1].Metric)) begun = steps.Count;
            steps.Add(OfEvent(facts[i]));
            if (facts[i].Raw is not null) steps.Insert(begun, OfReceipt(facts[i], steps.Count - begun));
        }

        // Stable: what happened in one millisecond keeps the order of the stream, and an ignored receipt comes after what made it superfluous.
        return [.. steps.Concat(unapplied.Select(OfReceipt)).OrderBy(step => step.At)];
    }

    public static bool IsReceipt(UnappliedReceipt kept) => ReceiptDetail.Read(kept.Detail).Decision != StepDecision.Unsettled;

    /// <summary>What we do of ourselves, and the answer to a submit, come of no receipt.</summary>
    private static bool IsOurs(Metric metric) => metric is Metric.Submitting or Metric.Resubmitting or Metric.SubmitUnknown or Metric.RefusedSms or Metric.Skipped;

    private static TracedStep OfEvent(LedgerEvent fact) => new()
    {
        At = fact.At,
        Kind = StepKind.Event,
        Event = fact.Id,
        Metric = fact.Metric,
        Reason = ReasonOf(fact),
        Source = MessageDetail.Read(fact.Detail).Source,
        Failure = fact.Failure,
        VendorCode = fact.VendorCode,
    };

    private static TracedStep OfReceipt(LedgerEvent last, int events)
    {
        var detail = MessageDetail.Read(last.Detail);
        return new TracedStep
        {
            At = detail.Arrived ?? last.At,
            Kind = StepKind.Receipt,
            Decision = last.Metric == Metric.DeliveryConflict && events == 1 ? StepDecision.Contradicting : StepDecision.Recorded,
            Source = detail.Source ?? ReceiptSource.Callback.Label(),
            VendorCode = last.VendorCode,
            Raw = last.Raw,
        };
    }

    private static TracedStep OfReceipt(UnappliedReceipt kept)
    {
        var detail = ReceiptDetail.Read(kept.Detail);
        var asked = detail.Decision == StepDecision.Unsettled;
        return new TracedStep
        {
            At = kept.At,
            Kind = asked ? StepKind.Question : StepKind.Receipt,
            Decision = detail.Decision,
            Reason = asked ? kept.VendorStatus : null,
            Source = detail.Source ?? ReceiptSource.Callback.Label(),
            VendorStatus = asked ? null : kept.VendorStatus,
            VendorCode = detail.VendorCode,
            Raw = asked ? null : kept.Raw,
        };
    }

    private static string? ReasonOf(LedgerEvent fact)
    {
        if (fact.Metric == Metric.Skipped)
            return string.Join(": ", new[] { SkipDetail.Read(fact.Detail).Label(), SkipDetail.ReadWords(fact.Detail) }.Where(words => words is not null));
        var detail = MessageDetail.Read(fact.Detail);
        return detail switch
        {
            { Declined: { } reason } => reason.Label(),
            { Found: { } found } => found,
            { Part: { } part, Status: { } status } => $"part {part} is {status}",
            { Parts: { } parts } => $"in {parts} parts",
            _ => null,
        };
    }
}
