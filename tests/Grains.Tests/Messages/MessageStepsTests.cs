namespace Sms.Tests;

public sealed class MessageStepsTests
{
    private static readonly MessageId Id = new("01ARZ3NDEKTSV4RRFFQ69G5FAV-2611-7");
    private static readonly DateTimeOffset Sent = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly MessageDraft Draft = new()
    {
        Subscriber = new SubscriberId("abcdefghijklmnopqrstuvwxyz"),
        Source = new SourceId("campaign/01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        To = "+12015550100",
        From = "+18885550100",
        Carrier = "sandbox",
        Body = "Hi",
        Segments = 3,
        Country = "US",
    };

    private readonly MessageState state = new();
    private readonly List<LedgerEvent> facts = [];

    public MessageStepsTests() => Add(MessageEvents.Submitting(Id, Draft, Sent));

    [Fact]
    public void A_receipt_stands_before_everything_it_caused_and_after_what_was_there()
    {
        // All in the millisecond of the intent: an early receipt, then one that contradicts a failure.
        Add(Metric.RelayedSms, 0);
        Add(Metric.FailedToDeliverSms, 0, "failed");
        Add(Metric.FailureRetracted, 0);
        Add(Metric.ReceivedSms, 0);
        Add(Metric.DeliveryConflict, 0, "delivered");

        Assert.Equal(
            ["Submitting", "failed: Recorded", "RelayedSms", "FailedToDeliverSms", "delivered: Recorded", "FailureRetracted", "ReceivedSms", "DeliveryConflict"], Told());
    }

    [Fact]
    public void The_answer_to_a_submit_is_no_part_of_the_receipt_that_came_with_the_next_tick()
    {
        Add(Metric.RelayedSms, 3);
        Add(Metric.ReceivedSms, 4, "delivered");
        Assert.Equal(["Submitting", "RelayedSms", "delivered: Recorded", "ReceivedSms"], Told());
    }

    [Fact]
    public void What_was_not_noted_by_older_versions_is_told_without_a_guess_at_more()
    {
        Add(Metric.RelayedSms, 3);
        Assert.Equal(
            ["Submitting", "RelayedSms", "old: Duplicate"],
            Told(new UnappliedReceipt(Id, Guid.CreateVersion7(), Sent.AddSeconds(1), "sandbox", "SM1", "sent", "old")));
    }

    [Theory]
    [InlineData(DeliveryStatus.Accepted, null, StepDecision.Late)]
    [InlineData(DeliveryStatus.Sent, null, StepDecision.Duplicate)]
    [InlineData(DeliveryStatus.Sent, "2", StepDecision.Partial)]
    public void A_receipt_that_adds_nothing_is_told_from_the_others_by_what_is_known(DeliveryStatus status, string? part, StepDecision decision)
    {
        Add(Metric.RelayedSms, 0);
        Add(Metric.Sent, 1, "sent");
        var report = new Report(status, Part: part);
        Assert.Empty(MessageLifecycle.Weigh(state, report).News);
        Assert.Equal(decision, MessageLifecycle.Ignore(state, report));
    }

    private IEnumerable<string> Told(params IReadOnlyList<UnappliedReceipt> kept) =>
        MessageSteps.Of(facts, kept).Select(step => step.Metric?.ToString() ?? $"{step.Raw}: {step.Decision}");

    private void Add(Metric metric, int after, string? raw = null) =>
        Add(MessageEvents.Next(Id, state, state.Version + 1, metric, Sent.AddMilliseconds(after)) with { Raw = raw });

    private void Add(LedgerEvent fact)
    {
        facts.Add(fact);
        state.Apply(fact);
    }
}
