namespace Sms;

/// <summary>
/// The delivery lattice: what a receipt or a carrier's answer adds to what is known of a message. Pure. The verdict depends on the set of
/// things reported, not on their order or number: the highest rank wins, a delivery beats a failure, a contradiction is counted once, and the first
/// failure code that was named stays.
/// </summary>
internal static class MessageLifecycle
{
    /// <summary>The kinds of event a receipt adds, in order; none when it says nothing new.</summary>
    public static Weighed Weigh(MessageState state, Report report)
    {
        if (state.Status is MessageStatus.None or MessageStatus.Skipped) return new(ReceiptOutcome.Parked, []);

        List<Metric> news = [];
        var status = state.Status;

        // A receipt proves that the text was relayed, even if the submit was never answered.
        if (!state.Relayed)
        {
            if (state.Refused) news.Add(Metric.RefusalRetracted);
            news.Add(Metric.RelayedSms);
            status = MessageStatus.Relayed;
        }

        var place = Place(report.Status);
        var expected = ExpectedParts(state);
        var (target, contradicted) = report.Part is { } part && expected > 1
            ? WeighPart(state, part, place, status, expected, news)
            : (Higher(status, place), Contradict(status, place));

        Move(status, target, news);
        var moved = news.Count > 0;
        if (contradicted && !state.Conflicting) news.Add(Metric.DeliveryConflict);
        if (status == MessageStatus.Failed && target == status && place == status && state.VendorCode is null && report.VendorCode is not null)
        {
            news.Add(Metric.FailureExplained);
        }

        return new(moved || news.Contains(Metric.FailureExplained) ? ReceiptOutcome.Recorded
            : news.Count > 0 ? ReceiptOutcome.Conflicting : ReceiptOutcome.Repeated, news);
    }

    /// <summary>Why a receipt that added nothing added nothing.</summary>
    public static StepDecision Ignore(MessageState state, Report report)
    {
        var place = Place(report.Status);
        var known = report.Part is { } part && ExpectedParts(state) > 1 ? state.Parts.Of(part) : state.Status;
        if (Contradict(known, place)) return StepDecision.Contradicting;
        return place == known ? StepDecision.Duplicate : place < known ? StepDecision.Late : StepDecision.Partial;
    }

    /// <summary>The kind of event the carrier's answer adds; null when a receipt was faster and told more.</summary>
    public static Metric? Weigh(MessageState state, SubmitKind answer) => (answer, state.Relayed) switch
    {
        (_, true) => null,
        (SubmitKind.Accepted, _) => Metric.RelayedSms,
        (SubmitKind.Refused, _) => state.Refused ? null : Metric.RefusedSms,
        (SubmitKind.Unknown, _) => state.Status == MessageStatus.Submitting ? Metric.SubmitUnknown : null,
        (SubmitKind.Throttled, _) or _ => null,
    };

    private static int ExpectedParts(MessageState state) => state.Parts.Expected > 0 ? state.Parts.Expected : state.Segments;

    /// <summary>
    /// The verdict of the parts. A failure stays until the whole message is in hand, whatever else is said of its part: so it is counted once. What the message owes
    /// to a report on the whole of it (a confirmation that never came) is outdone by a higher rank only.
    /// </summary>
    private static (MessageStatus Target, bool Contradicted) WeighPart(
        MessageState state, string part, MessageStatus place, MessageStatus status, int expected, List<Metric> news)
    {
        var known = state.Parts.Of(part);
        if (place > known && place >= MessageStatus.Unconfirmed) news.Add(Metric.PartReported);
        var contradicted = Contradict(known, place);
        var verdict = state.Parts.With(part, place).Verdict(expected, anyFailed: contradicted || state.Conflicting);
        return (state.Parts.Verdict(expected, state.Conflicting) == status ? verdict : Higher(status, verdict), contradicted);
    }

    /// <summary>What a change of the verdict is counted as: totals only ever grow, so what was counted before is taken back.</summary>
    private static void Move(MessageStatus from, MessageStatus to, List<Metric> news)
    {
        if (from == to) return;
        if (from == MessageStatus.Unconfirmed) news.Add(Metric.UnconfirmedResolved);
        if (from == MessageStatus.Failed) news.Add(Metric.FailureRetracted);
        switch (to)
        {
            case MessageStatus.Sent when from < MessageStatus.Sent: news.Add(Metric.Sent); break;
            case MessageStatus.Unconfirmed: news.Add(Metric.Unconfirmed); break;
            case MessageStatus.Failed: news.Add(Metric.FailedToDeliverSms); break;
            case MessageStatus.Received: news.Add(Metric.ReceivedSms); break;
        }
    }

    private static bool Contradict(MessageStatus known, MessageStatus reported) =>
        (known, reported) is (MessageStatus.Failed, MessageStatus.Received) or (MessageStatus.Received, MessageStatus.Failed);

    public static MessageStatus Place(DeliveryStatus reported) => reported switch
    {
        DeliveryStatus.Accepted => MessageStatus.Relayed,
        DeliveryStatus.Sent => MessageStatus.Sent,
        DeliveryStatus.Unconfirmed => MessageStatus.Unconfirmed,
        DeliveryStatus.Canceled or DeliveryStatus.Failed => MessageStatus.Failed,
        DeliveryStatus.Delivered => MessageStatus.Received,
        _ => throw new ArgumentOutOfRangeException(nameof(reported), reported, "A status needs a rank"),
    };

    private static MessageStatus Higher(MessageStatus a, MessageStatus b) => a > b ? a : b;
}

/// <summary>What the lattice looks at of a receipt.</summary>
internal readonly record struct Report(DeliveryStatus Status, string? VendorCode = null, string? Part = null)
{
    public static Report Of(DeliveryReceipt receipt) => new(receipt.Status, receipt.VendorCode, receipt.Part);

    public static implicit operator Report(DeliveryStatus status) => new(status);
}

/// <param name="News">Kinds of event to append, in order.</param>
internal readonly record struct Weighed(ReceiptOutcome Outcome, IReadOnlyList<Metric> News);
