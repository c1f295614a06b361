namespace Sms;

/// <summary>
/// The delivery lattice: what a receipt or a carrier's answer adds to what is known of a message. Pure. The verdict depends on the set of
/// things reported, not on their order or number: the highest rank wins, a delivery beats a failure, a contradiction is counted once.
/// </summary>
internal static class MessageLifecycle
{
    /// <summary>The kinds of event a receipt adds, in order; none when it says nothing new.</summary>
    public static Weighed Weigh(MessageState state, DeliveryStatus reported)
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

        switch (reported)
        {
            case DeliveryStatus.Sent when status < MessageStatus.Sent: news.Add(Metric.Sent); break;
            case DeliveryStatus.Unconfirmed when status < MessageStatus.Unconfirmed: news.Add(Metric.Unconfirmed); break;

            case DeliveryStatus.Failed or DeliveryStatus.Canceled when status == MessageStatus.Received:
                return state.Conflicting ? new(ReceiptOutcome.Repeated, news) : new(ReceiptOutcome.Conflicting, [.. news, Metric.DeliveryConflict]);
            case DeliveryStatus.Failed or DeliveryStatus.Canceled when status != MessageStatus.Failed:
                if (status == MessageStatus.Unconfirmed) news.Add(Metric.UnconfirmedResolved);
                news.Add(Metric.FailedToDeliverSms);
                break;

            case DeliveryStatus.Delivered when status != MessageStatus.Received:
                if (status == MessageStatus.Unconfirmed) news.Add(Metric.UnconfirmedResolved);
                if (status == MessageStatus.Failed) news.Add(Metric.FailureRetracted);
                news.Add(Metric.ReceivedSms);
                if (status == MessageStatus.Failed) news.Add(Metric.DeliveryConflict);
                break;
        }

        return new(news.Count > 0 ? ReceiptOutcome.Recorded : ReceiptOutcome.Repeated, news);
    }

    /// <summary>The kind of event the carrier's answer adds; null when a receipt was faster and told more.</summary>
    public static Metric? Weigh(MessageState state, SubmitKind answer) => (answer, state.Relayed) switch
    {
        (_, true) => null,
        (SubmitKind.Accepted, _) => Metric.RelayedSms,
        (SubmitKind.Refused, _) => state.Refused ? null : Metric.RefusedSms,
        (SubmitKind.Unknown, _) => state.Status == MessageStatus.SubmitUnknown ? null : Metric.SubmitUnknown,
        (SubmitKind.Throttled, _) or _ => null,
    };
}

/// <param name="News">Kinds of event to append, in order.</param>
internal readonly record struct Weighed(ReceiptOutcome Outcome, IReadOnlyList<Metric> News);
