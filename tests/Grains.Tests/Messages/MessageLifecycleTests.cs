using CsCheck;

namespace Sms;

public class MessageLifecycleTests
{
    private static readonly MessageId Id = MessageId.Of(SourceId.Of(new CampaignId("01JDBXYZ0123456789ABCDEFGH")), DateTimeOffset.UnixEpoch, 7);

    private static readonly Gen<DeliveryStatus> AnyStatus = Any(Enum.GetValues<DeliveryStatus>());

    private static readonly Gen<SubmitKind> AnyAnswer = Any(SubmitKind.Accepted, SubmitKind.Unknown);

    [Fact]
    public void Receipts_in_any_order_and_any_number_end_in_the_same_verdict() =>
        Gen.Select(AnyStatus.Array[1, 5], AnyStatus.Array[0, 6], Gen.Int, AnyAnswer).Sample((reported, more, seed, answer) =>
        {
            // The second run repeats some of the same receipts and shuffles them all; the submit's answer falls anywhere in between.
            var repeated = reported.Concat(more.Where(reported.Contains)).ToArray();
            new Random(seed).Shuffle(repeated);
            var first = Run(answer, 0, reported);
            var second = Run(answer, Math.Abs(seed % (repeated.Length + 1)), repeated);
            Assert.Equal(first.State.Status, second.State.Status);
            Assert.Equal(Verdict(first.Facts), Verdict(second.Facts));
        });

    [Fact]
    public void Whatever_is_reported_the_funnel_adds_up() =>
        Gen.Select(AnyStatus.Array[0, 8], Any(SubmitKind.Accepted, SubmitKind.Refused, SubmitKind.Unknown), Gen.Int[0, 8]).Sample((reported, answer, at) =>
        {
            var (state, facts) = Run(answer, Math.Min(at, reported.Length), reported);
            var totals = CampaignTotals.From(1, metric => facts.Count(fact => fact == metric));
            Assert.Equal(1, totals.Submitted);
            Assert.Equal(0, totals.Deferred);
            Assert.All([totals.SubmitUnknown, totals.Refused, totals.InFlight, totals.Received, totals.Failed, totals.Unconfirmed], count => Assert.InRange(count, 0, 1));
            Assert.Equal(1, totals.SubmitUnknown + totals.Refused + totals.InFlight + totals.Received + totals.Failed + totals.Unconfirmed);
            Assert.Equal(reported.Contains(DeliveryStatus.Delivered), totals.Received == 1);
            Assert.InRange(facts.Count(fact => fact == Metric.ReceivedSms), 0, 1);
            Assert.InRange(facts.Count(fact => fact == Metric.RelayedSms), 0, 1);
            Assert.InRange(facts.Count(fact => fact == Metric.FailedToDeliverSms), 0, 1);
            Assert.Equal(totals.Received == 1, state.Status == MessageStatus.Received);
        });

    [Fact]
    public void A_failure_is_never_reported_after_a_delivery()
    {
        var (_, facts) = Run(SubmitKind.Accepted, 0, [DeliveryStatus.Delivered, DeliveryStatus.Failed, DeliveryStatus.Failed]);
        Assert.Equal([Metric.Submitting, Metric.RelayedSms, Metric.ReceivedSms, Metric.DeliveryConflict], facts);
    }

    [Fact]
    public void A_delivery_takes_a_failure_back_and_keeps_the_contradiction()
    {
        var (_, facts) = Run(SubmitKind.Accepted, 0, [DeliveryStatus.Failed, DeliveryStatus.Delivered]);
        Assert.Equal(
            [Metric.Submitting, Metric.RelayedSms, Metric.FailedToDeliverSms, Metric.FailureRetracted, Metric.ReceivedSms, Metric.DeliveryConflict], facts);
    }

    [Fact]
    public void A_late_receipt_resolves_an_unconfirmed_message_and_counts_once()
    {
        var (_, facts) = Run(SubmitKind.Accepted, 0, [DeliveryStatus.Unconfirmed, DeliveryStatus.Delivered, DeliveryStatus.Delivered]);
        Assert.Equal([Metric.Submitting, Metric.RelayedSms, Metric.Unconfirmed, Metric.UnconfirmedResolved, Metric.ReceivedSms], facts);
    }

    [Fact]
    public void A_receipt_that_overtakes_the_submit_response_proves_the_text_was_relayed()
    {
        var (_, facts) = Run(SubmitKind.Accepted, 1, [DeliveryStatus.Delivered]);
        Assert.Equal([Metric.Submitting, Metric.RelayedSms, Metric.ReceivedSms], facts);
    }

    [Fact]
    public void A_receipt_settles_a_submit_that_was_never_answered()
    {
        var (state, facts) = Run(SubmitKind.Unknown, 0, [DeliveryStatus.Sent]);
        Assert.Equal([Metric.Submitting, Metric.SubmitUnknown, Metric.RelayedSms, Metric.Sent], facts);
        Assert.Equal(MessageStatus.Sent, state.Status);
    }

    [Fact]
    public void A_receipt_for_a_message_nobody_submitted_is_parked() =>
        Assert.Equal(ReceiptOutcome.Parked, MessageLifecycle.Weigh(new MessageState(), DeliveryStatus.Delivered).Outcome);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Submits, then reports; the carrier's answer arrives after <paramref name="answerAfter"/> receipts.</summary>
    private static (MessageState State, List<Metric> Facts) Run(SubmitKind answer, int answerAfter, DeliveryStatus[] reported)
    {
        var state = new MessageState();
        var facts = new List<Metric>();
        var draft = new MessageDraft
        {
            Subscriber = new SubscriberId(new string('a', 26)),
            Source = SourceId.Of(new CampaignId(Id.Value[..26])),
            To = "+12015550123",
            From = "12345",
            Carrier = "sandbox",
            Body = "Hi",
            Segments = 1,
            Country = "US",
        };
        Apply(MessageEvents.Submitting(Id, draft, DateTimeOffset.UnixEpoch));
        for (var i = 0; i <= reported.Length; i++)
        {
            if (i == answerAfter && MessageLifecycle.Weigh(state, answer) is { } metric) Append(metric);
            if (i < reported.Length)
            {
                foreach (var news in MessageLifecycle.Weigh(state, reported[i]).News) Append(news);
            }
        }

        return (state, facts);

        void Append(Metric metric) => Apply(MessageEvents.Next(Id, state, state.Version + 1, metric, DateTimeOffset.UnixEpoch));

        void Apply(LedgerEvent fact)
        {
            state.Apply(fact);
            facts.Add(fact.Metric);
        }
    }

    /// <summary>What counts in the end: the funnel and the number of contradictions, not the way there.</summary>
    private static CampaignTotals Verdict(List<Metric> facts) => CampaignTotals.From(1, metric => facts.Count(fact => fact == metric));
}
