using CsCheck;

namespace Sms;

public sealed class SmartSendingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Profile Person = People.With("{}");

    [Theory]
    [InlineData(23.99, true)]
    [InlineData(24, false)]
    public void Who_was_texted_within_the_window_is_skipped(double hours, bool skipped)
    {
        var decision = Decide(Offers.Facts() with { Recent = [Offers.Sent(Now.AddHours(-hours))] });
        Assert.Equal(skipped ? SkipReason.SmartSending : SkipReason.None, decision.Reason);
        Assert.Null(decision.Until);
    }

    [Fact]
    public void A_campaign_may_do_without() =>
        Assert.True(Decide(Offers.Facts() with { Recent = [Offers.Sent(Now)], Rules = new OfferRules { UseSmartSending = false } }).IsAllowed);

    [Fact]
    public void What_the_message_itself_did_before_is_nothing_against_it() => Assert.True(Decide(Offers.Facts() with { Recent = [Offers.Sent(Now, number: 0)] }).IsAllowed);

    [Fact]
    public void Campaigns_and_flows_have_windows_of_their_own()
    {
        var facts = Offers.Facts() with { Windows = new SmartWindows([new SmartWindow(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(48), TimeSpan.FromHours(2))]) };
        Assert.Equal(SkipReason.SmartSending, Decide(facts with { Recent = [Offers.Sent(Now.AddHours(-47))] }).Reason);
        Assert.True(Decide(facts with { Recent = [Offers.Sent(Now.AddHours(-3), by: Offers.Flow)] }).IsAllowed);
        Assert.Equal(SkipReason.SmartSending, Decide(facts with { Recent = [Offers.Sent(Now.AddHours(-1), by: Offers.Flow)] }).Reason);
    }

    [Fact]
    public void A_window_keeps_the_length_it_had_when_the_message_was_sent()
    {
        var changed = Now.AddHours(-10);
        var longer = Offers.Facts() with { Windows = new SmartWindows([Window(DateTimeOffset.UnixEpoch, 4), Window(changed, 48)]) };
        Assert.True(Decide(longer with { Recent = [Offers.Sent(Now.AddHours(-11))] }).IsAllowed);
        Assert.False(Decide(longer with { Recent = [Offers.Sent(Now.AddHours(-9))] }).IsAllowed);
        var shorter = Offers.Facts() with { Windows = new SmartWindows([Window(changed, 1), Window(DateTimeOffset.UnixEpoch, 24)]) };
        Assert.False(Decide(shorter with { Recent = [Offers.Sent(Now.AddHours(-11))] }).IsAllowed);
        Assert.True(Decide(shorter with { Recent = [Offers.Sent(Now.AddHours(-9))] }).IsAllowed);
        Assert.Equal(TimeSpan.FromHours(24), shorter.Windows.Longest);
    }

    /// <summary>I9 for smart sending: whatever is offered when, between two texts there is a window.</summary>
    [Fact]
    public void No_two_texts_are_nearer_than_the_window() => Gen.Int[0, 72 * 60].Array[1, 80].Sample(minutes =>
    {
        var sent = new List<RecentSend>();
        foreach (var (at, number) in minutes.Order().Select((minute, i) => (Now.AddMinutes(minute), i + 1)))
        {
            var facts = Offers.Facts() with { Message = Offers.Message(number), Recent = sent };
            if (SendingPolicy.Decide(Person, facts, at).IsAllowed) sent.Add(Offers.Sent(at, number));
        }
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromDays(1)));
    });

    private static SmartWindow Window(DateTimeOffset since, double hours) => new(since, TimeSpan.FromHours(hours), TimeSpan.FromHours(hours));

    private static SendingDecision Decide(OfferFacts facts) => SendingPolicy.Decide(Person, facts, Now);
}
