using CsCheck;

namespace Sms;

public class MessageLifecycleTests
{
    private static readonly MessageId Id = MessageId.Of(SourceId.Of(new CampaignId("01JDBXYZ0123456789ABCDEFGH")), DateTimeOffset.UnixEpoch, 7);

    private static readonly MessageDraft Draft = new()
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

    [Fact]
    public void Every_order_of_every_set_of_receipts_with_any_of_them_repeated_ends_in_the_same_verdict()
    {
        var all = Enum.GetValues<DeliveryStatus>();
        for (var set = 1; set < 1 << all.Length; set++)
        {
            var reported = all.Where((_, i) => (set & 1 << i) != 0).ToArray();
            var verdicts = Permutations(reported).SelectMany(order => new[] { order, [.. order, .. order] })
                .Select(order => Verdict(Run(SubmitKind.Accepted, 0, order).Facts)).Distinct();
            Assert.Single(verdicts);
        }
    }

    [Fact]
    public void A_lost_receipt_costs_nothing_that_another_one_says_too() =>
        Gen.Select(AnyStatus.Array[1, 6], Gen.Int[0, 5]).Sample((reported, lost) =>
        {
            var rest = reported.Where((_, i) => i != lost % reported.Length).ToArray();
            var whole = Run(SubmitKind.Accepted, 0, reported).State.Status;
            Assert.True(Run(SubmitKind.Accepted, 0, rest).State.Status <= whole);
            // Losing all but the highest loses nothing of the verdict.
            Assert.Equal(whole, Run(SubmitKind.Accepted, 0, [reported.Max()]).State.Status);
        });

    [Fact]
    public void The_first_failure_code_that_was_named_stays()
    {
        var state = Submitted();
        foreach (var code in new[] { null, "30003", "30008", null }) Take(state, new Report(DeliveryStatus.Failed, code), code);
        Assert.Equal("30003", state.VendorCode);
        Take(state, DeliveryStatus.Sent);
        Take(state, new Report(DeliveryStatus.Failed, "30005"), "30005");
        Assert.Equal("30003", state.VendorCode);
    }

    [Fact]
    public void A_failure_explained_later_is_taken_back_under_the_type_it_was_counted_under()
    {
        var state = Submitted();
        Take(state, DeliveryStatus.Failed);
        Take(state, new Report(DeliveryStatus.Failed, "30003"), "30003", FailureType.DeviceUnreachable);
        Assert.Equal((FailureType.DeviceUnreachable, FailureType.None), (state.Failure, state.CountedFailure));
        Assert.Equal(FailureType.None, MessageEvents.Next(Id, state, 9, Metric.FailureRetracted, DateTimeOffset.UnixEpoch).Failure);
    }

    [Fact]
    public void A_submit_given_up_stays_unknown_in_the_funnel_and_a_late_receipt_counts_once()
    {
        var state = Submitted();
        List<Metric> facts = [Metric.Submitting, Metric.SubmitUnknown, Metric.SubmitUnconfirmed];
        foreach (var metric in facts.Skip(1)) Append(state, metric);
        Assert.Equal((MessageStatus.Unconfirmed, 1L), (state.Status, CampaignTotals.From(1, metric => facts.Count(fact => fact == metric)).SubmitUnknown));
        foreach (var late in new[] { DeliveryStatus.Delivered, DeliveryStatus.Delivered, DeliveryStatus.Sent })
            facts.AddRange(Take(state, late));
        Assert.Equal([Metric.Submitting, Metric.SubmitUnknown, Metric.SubmitUnconfirmed, Metric.RelayedSms, Metric.ReceivedSms], facts);
    }

    [Fact]
    public void Reports_on_parts_in_any_order_and_number_end_in_the_same_verdict() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2], AnyStatus).Array[1, 7], Gen.Int).Sample((reported, seed) =>
        {
            var again = reported.Concat(reported.Where((_, i) => (seed >> i & 1) == 0)).ToArray();
            new Random(seed).Shuffle(again);
            var (first, second) = (RunParts(reported), RunParts(again));
            Assert.Equal(first.State.Status, second.State.Status);
            Assert.Equal(Verdict(first.Facts), Verdict(second.Facts));

            Assert.All([first, second], run => Assert.InRange(run.Facts.Count(fact => fact == Metric.FailedToDeliverSms), 0, 1));

            var parts = reported.GroupBy(one => one.Item1).Select(part => part.Max(one => MessageLifecycle.Place(one.Item2))).ToList();
            var expected = parts.Count(part => part == MessageStatus.Received) == 3 ? MessageStatus.Received
                : reported.Any(one => MessageLifecycle.Place(one.Item2) == MessageStatus.Failed) ? MessageStatus.Failed
                : parts.Max(part => part == MessageStatus.Received ? MessageStatus.Sent : part);
            Assert.Equal(expected, first.State.Status);
        });

    [Fact]
    public void A_late_good_part_does_not_overwrite_a_failed_one()
    {
        var (state, facts) = RunParts([(0, DeliveryStatus.Delivered), (1, DeliveryStatus.Failed), (2, DeliveryStatus.Delivered)]);
        Assert.Equal(MessageStatus.Failed, state.Status);
        Assert.DoesNotContain(Metric.ReceivedSms, facts);
    }

    [Fact]
    public void Parts_that_contradict_themselves_fail_the_message_once_until_all_of_it_is_in_hand()
    {
        var (_, facts) = RunParts(
        [
            (0, DeliveryStatus.Failed), (0, DeliveryStatus.Delivered), (1, DeliveryStatus.Failed), (1, DeliveryStatus.Delivered), (2, DeliveryStatus.Delivered),
        ]);
        Assert.Equal(
            [Metric.FailedToDeliverSms, Metric.DeliveryConflict, Metric.FailureRetracted, Metric.ReceivedSms],
            facts.Where(fact => fact is not (Metric.Submitting or Metric.RelayedSms or Metric.PartReported)));
    }

    [Fact]
    public void The_parts_the_provider_counted_outdo_ours()
    {
        var state = Submitted();
        state.Apply(Next(state, Metric.RelayedSms) with { Detail = MessageDetail.OfAnswer(SubmitReply.Accepted("x") with { Parts = 2 }, ReceiptSource.Callback) });
        Assert.Equal(2, state.Parts.Expected);
        Take(state, new Report(DeliveryStatus.Delivered, Part: "0"));
        Take(state, new Report(DeliveryStatus.Delivered, Part: "1"));
        Assert.Equal(MessageStatus.Received, state.Status);
    }

    private static IEnumerable<DeliveryStatus[]> Permutations(DeliveryStatus[] of) => of.Length <= 1
        ? [of]
        : of.SelectMany((first, i) => Permutations([.. of[..i], .. of[(i + 1)..]]).Select(rest => (DeliveryStatus[])[first, .. rest]));

    private static (MessageState State, List<Metric> Facts) RunParts((int Part, DeliveryStatus Status)[] reported)
    {
        var state = Submitted();
        List<Metric> facts = [Metric.Submitting, Metric.RelayedSms];
        Append(state, Metric.RelayedSms);
        foreach (var (part, status) in reported) facts.AddRange(Take(state, new Report(status, Part: $"{part}")));
        return (state, facts);
    }

    /// <summary>A message of three parts whose intent is durable.</summary>
    private static MessageState Submitted()
    {
        var state = new MessageState();
        state.Apply(MessageEvents.Submitting(Id, Draft with { Segments = 3 }, DateTimeOffset.UnixEpoch));
        return state;
    }

    private static LedgerEvent Next(MessageState state, Metric metric) => MessageEvents.Next(Id, state, state.Version + 1, metric, DateTimeOffset.UnixEpoch);

    private static void Append(MessageState state, Metric metric) => state.Apply(Next(state, metric));

    /// <summary>Weighs a report and applies what it adds, as the grain does.</summary>
    private static IReadOnlyList<Metric> Take(MessageState state, Report report, string? code = null, FailureType failure = FailureType.None)
    {
        var news = MessageLifecycle.Weigh(state, report).News;
        foreach (var metric in news)
        {
            var next = Next(state, metric) with { VendorCode = code, Failure = failure };
            state.Apply(metric != Metric.PartReported ? next : next with
            {
                Detail = MessageDetail.OfPart(new DeliveryReceipt
                {
                    Carrier = "sandbox",
                    ProviderId = "x",
                    Status = report.Status,
                    VendorStatus = "x",
                    Raw = "x",
                    ArrivedAt = DateTimeOffset.UnixEpoch,
                    Part = report.Part,
                }, DateTimeOffset.UnixEpoch),
            });
        }

        return news;
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Submits, then reports; the carrier's answer arrives after <paramref name="answerAfter"/> receipts.</summary>
    private static (MessageState State, List<Metric> Facts) Run(SubmitKind answer, int answerAfter, DeliveryStatus[] reported)
    {
        var state = new MessageState();
        var facts = new List<Metric>();
        Apply(MessageEvents.Submitting(Id, Draft, DateTimeOffset.UnixEpoch));
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
