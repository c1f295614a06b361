namespace Sms.Tests;

public sealed class FlowPathTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly FlowId Flow = new(Ulid.NewUlid().ToString());

    private static readonly FlowDefinition Course = new() { Name = "Course", Actions = [Wait(1), Send(), Wait(2), Wait(3), Send(), Wait(9)] };

    [Fact]
    public void Nobody_stands_at_a_delay()
    {
        Assert.Equal((1, Noon.AddDays(1)), FlowPath.From(Course, 0, Noon));
        Assert.Equal((4, Noon.AddDays(5)), FlowPath.From(Course, 2, Noon));
        Assert.Null(FlowPath.From(Course, 5, Noon));
    }

    [Fact]
    public void Each_text_of_each_entry_has_an_id_of_its_own_that_tells_the_action_and_the_month_it_was_reached_in()
    {
        var ids = (from entry in new[] { 0, 1, 99, 100, 9_999_999 } from step in new[] { 0, 1, 99 } select Of(entry, step)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(MessageId.TryParse(id.Value, out _)));
        Assert.Equal((2611, 104), (Of(1, 4).Born, Of(1, 4).Ordinal));
        Assert.Same(Course.Actions[4], Course.ActionOf(Of(1, 4)));

        static MessageId Of(int entry, int step) => FlowPath.MessageOf(Flow, new FlowDue(entry, default, step, Noon, 0));
    }

    [Fact]
    public void What_is_put_off_or_turned_away_stays_and_everything_else_goes_on()
    {
        var due = new FlowDue(7, default, 1, Noon, 0);
        var put = After(OfferOutcome.Deferred(Noon.AddHours(9), SkipReason.QuietHours, "why"));
        Assert.Equal((1, Noon, Noon.AddHours(9), SkipReason.QuietHours), (put.Step, put.ReachedAt, put.Due, put.Deferral?.Reason));
        foreach (var busy in new[] { OfferOutcome.Waiting("78745", 1), OfferOutcome.Submitted(SubmitVerdict.Throttled), OfferOutcome.Submitted(SubmitVerdict.TooLate) })
            Assert.Equal((1, Noon, Noon.AddHours(1).AddSeconds(2)), (After(busy).Step, After(busy).ReachedAt, After(busy).Due));
        foreach (var done in new[] { SubmitVerdict.Relayed, SubmitVerdict.Refused, SubmitVerdict.Unknown, SubmitVerdict.Already }) AssertOn(After(OfferOutcome.Submitted(done)));
        AssertOn(After(OfferOutcome.Declined(SkipReason.SmartSending)));
        var end = FlowPath.After(Course, due with { Step = 4 }, default, OfferOutcome.Submitted(SubmitVerdict.Relayed), Noon, TimeSpan.Zero);
        Assert.Equal((4, 6, null), (end.From, end.Step, end.Due));

        FlowMove After(OfferOutcome outcome) => FlowPath.After(Course, due, FlowPath.MessageOf(Flow, due), outcome, Noon.AddHours(1), TimeSpan.FromSeconds(2));

        static void AssertOn(FlowMove move) => Assert.Equal((1, 4, Noon.AddHours(1).AddDays(5)), (move.From, move.Step, move.Due));
    }

    [Theory]
    [InlineData(null, 0, 0.0)]
    [InlineData(null, 1, null)]
    [InlineData(FlowUnit.Hours, 6, 0.25)]
    [InlineData(FlowUnit.Weeks, 2, 14.0)]
    public void Reentry_is_a_time_never_or_always(FlowUnit? unit, int duration, double? days) =>
        Assert.Equal(days is { } length ? TimeSpan.FromDays(length) : null, new FlowReentry(unit, duration).Within);

    private static FlowAction Wait(int days) => new() { Delay = new FlowDelay(FlowUnit.Days, days) };

    private static FlowAction Send() => new() { Message = new FlowMessage { Content = new MessageContent { Body = "Hello" } } };
}
